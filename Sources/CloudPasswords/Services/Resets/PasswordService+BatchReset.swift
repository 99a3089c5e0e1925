public import AutomationCore

extension PasswordService {
    /// The most servers of one request. Source: ECS API reference, "Resetting the Passwords in Batches", `maxItems`.
    private static let mostServers = 1000

    /// Resets the passwords of many servers with one request for a thousand. **All get the same password**: who learns
    /// one has them all.
    ///
    /// The new password is stored as pending for every server before anything is sent. It becomes current for those
    /// that the cloud says have it, is withdrawn for those that it refuses, and stays pending for the others.
    ///
    /// - Parameters:
    ///   - servers: The servers; one that comes twice counts once.
    ///   - password: The new password; nil to generate one.
    ///   - userName: The administrator's name, which must not be in the password; nil for the usual ones.
    ///   - isDryRun: Asks the cloud what it would do; nothing is stored and nothing changed.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/policy`` when the password breaks the rules, of kind
    ///   ``ErrorKind/unsupported`` where the API has no such operation; nothing was sent then. What fails for a server
    ///   is in the outcome.
    public func resetAll(
        _ servers: [Server],
        to password: Secret? = nil,
        userName: String? = nil,
        api: CloudAPI? = nil,
        isDryRun: Bool = false
    ) async throws -> BatchResetOutcome {
        let caller = "password.reset_all"
        var known: Set<String> = []
        let wanted = servers.filter { known.insert($0.id).inserted }
        let operation: CloudOperation
        let chosen: Secret
        do {
            operation = try OperationTable.operation(.resetPasswords, in: api ?? defaultAPI)
            chosen = try await choose(password, userName: userName, for: operation.api, servers: wanted)
        } catch let error as AutomationError {
            throw error.about(caller, nil)
        }
        if wanted.count > 1, !isDryRun {
            let message = "\(wanted.count) servers get the same password; who learns it can log in to all of them"
            events.receive(.log(.warning, message, server: nil))
        }
        let batch = BatchReset(
            client: client,
            store: store,
            events: events,
            operation: operation,
            password: chosen,
            isDryRun: isDryRun,
            caller: caller
        )
        try Task.checkCancellation()
        var outcomes: [String: ResetConfirmation] = [:]
        for start in stride(from: 0, to: wanted.count, by: Self.mostServers) {
            guard !Task.isCancelled else {
                // What was done stands; who asked has to know of it.
                for server in wanted[start...] {
                    let error = AutomationError(.cancelled, "not sent", operation: caller, server: server.label)
                    outcomes[server.id] = .failed(error)
                }
                break
            }
            let part = wanted[start..<min(start + Self.mostServers, wanted.count)]
            var entered: [Server] = []
            for server in part {
                if resets.enter(server) {
                    entered.append(server)
                } else {
                    outcomes[server.id] = .failed(Self.busy(server, caller: caller))
                }
            }
            defer { for server in entered { resets.leave(server) } }
            var allowed: [OperationNotice] = []
            for server in entered {
                let notice = OperationNotice(caller, server: server)
                do {
                    if !isDryRun { try await hooks.before(notice) }
                    allowed.append(notice)
                } catch {
                    outcomes[server.id] = .failed(AutomationError(error).about(caller, server))
                }
            }
            let found = try await world.finishing { [allowed] in await batch.run(allowed.map(\.server)) }
            outcomes.merge(found) { _, new in new }
            for notice in allowed where !isDryRun {
                await hooks.after(notice, failure: found[notice.server.id]?.error)
            }
        }
        return BatchResetOutcome(
            password: chosen,
            servers: wanted.compactMap { server in
                outcomes[server.id].map { BatchResetOutcome.ServerOutcome(server: server, confirmation: $0) }
            }
        )
    }
}
