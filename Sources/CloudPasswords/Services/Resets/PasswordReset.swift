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
    /// Whether the cloud checks the password too.
    let isChecked: Bool
    /// Whether nobody but this value has the password.
    let isGenerated: Bool
    let caller: String

    /// Does all of it. Must not be torn: run it where no cancellation reaches.
    func run() async throws {
        var pending: PendingPassword?
        if isEscrowed {
            pending = try await store.putPending(password, for: server)
            events.receive(.step(server: server, what: "new password stored as pending"))
        }
        do {
            var request = CloudRequest(operation, server: server, caller: caller)
            request.body = ResetBody.encoded(password, isChecked: isChecked, for: operation.api)
            request.secrets = [password]
            _ = try await client.send(request)
        } catch {
            let error = error as? AutomationError ?? AutomationError(.cancelled, "it was interrupted")
            throw await settled(error, pending)
        }
        events.receive(.step(server: server, what: "reset sent"))
        guard let pending else { return }
        do {
            try await store.promote(pending, for: server)
        } catch {
            let error = error as? AutomationError ?? AutomationError(.cancelled, "it was interrupted")
            throw error.advising("the cloud has taken the new password, which stays stored as pending")
        }
        events.receive(.step(server: server, what: "new password is current"))
    }

    /// Sees to it that a password which the cloud has taken is not lost when the caller gets an error in its place.
    ///
    /// - Returns: What to say about it.
    func keep() async -> String {
        if isEscrowed { return "the cloud has taken the new password, which is stored as current" }
        guard isGenerated else { return "the cloud has taken the new password" }
        let isKept = (try? await store.putPending(password, for: server)) != nil
        return isKept
            ? "the cloud has taken the new password, which is stored as pending all the same, because nobody else has it"
            : "the cloud has taken the new password, which could not be stored; reset it once more"
    }

    /// Brings the store in line with a failure, and says in the error's hint how it stands.
    private func settled(_ error: AutomationError, _ pending: PendingPassword?) async -> AutomationError {
        if error.isCertainlyNotDone {
            // The refusal is what the caller has to know; that a refused password looks pending is a blemish.
            guard let pending, (try? await store.withdraw(pending, for: server)) == nil else { return error }
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
