import AutomationCore

/// One reset on its way: stored, sent, answered.
struct PasswordReset: Sendable {
    let client: CloudClient
    let store: any SecretStore
    let events: any EventSink
    let operation: CloudOperation
    let server: Server
    let password: Secret
    /// Whether the password is stored before it is sent.
    let isEscrowed: Bool
    /// Whether nobody but this value has the password.
    let isGenerated: Bool
    let caller: String

    /// Does all of it. Must not be torn: run it where no cancellation reaches.
    func run() async throws {
        if isEscrowed {
            try await store.putPending(password, for: server)
            events.receive(.step(server: server, what: "new password stored as pending"))
        }
        do {
            let body = ResetBody.encoded(password, for: operation.api)
            _ = try await client.send(operation, server: server, body: body, caller: caller, hiding: [password])
        } catch let error as AutomationError {
            throw await settled(error)
        }
        events.receive(.step(server: server, what: "reset sent"))
        guard isEscrowed else { return }
        do {
            try await store.promotePending(for: server)
        } catch let error as AutomationError {
            throw error.advising("the cloud has taken the new password, which stays stored as pending")
        }
        events.receive(.step(server: server, what: "new password is current"))
    }

    /// Brings the store in line with a failure, and says in the error's hint how it stands.
    private func settled(_ error: AutomationError) async -> AutomationError {
        if error.isCertainlyNotDone {
            // The refusal is what the caller has to know; that a refused password looks pending is a blemish.
            guard isEscrowed, (try? await store.withdrawPending(for: server)) == nil else { return error }
            return error.advising("the refused password could not be withdrawn and stays stored as pending")
        }
        if isEscrowed {
            return error.advising(
                "the new password stays stored as pending, because the reset may have been carried out"
            )
        }
        guard isGenerated else { return error }
        guard (try? await store.putPending(password, for: server)) != nil else {
            return error.advising("the reset may have been carried out, and the new password could not be stored")
        }
        return error.advising(
            "the new password is stored as pending all the same, because the reset may have been carried out and "
                + "nobody else has it"
        )
    }
}
