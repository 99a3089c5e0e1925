public import AutomationCore

extension PasswordService {
    /// Clears the cloud's record of the initial password, once the secret store holds what would be destroyed.
    ///
    /// - Parameter unsaved: Clears without looking whether the password is stored anywhere.
    /// - Returns: Whether there was anything to clear.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when the store's entries for the server were
    ///   made from another sealed password, or there is none; then nothing was cleared.
    @discardableResult
    public func clear(_ server: Server, api: CloudAPI? = nil, unsaved: Bool = false) async throws -> Bool {
        let caller = "password.clear"
        let operation = try operation(.clearPassword, api, server, caller: caller)
        if !unsaved {
            // An empty record must not be cleared either: the injection could come in between, and what it brings
            // would be destroyed unread.
            guard let sealed = try await sealedPassword(of: server, api: api, caller: caller) else {
                events.receive(.step(server: server, what: "nothing to clear"))
                return false
            }
            try await checkStored(sealed, of: server, caller: caller)
        }
        try Task.checkCancellation()
        let notice = OperationNotice(caller, server: server, details: ["unsaved": .boolean(unsaved)])
        try await hooks.around(notice) {
            try await world.finishing { [client] in
                _ = try await client.send(CloudRequest(operation, server: server, caller: caller))
            }
        }
        events.receive(.step(server: server, what: "record cleared"))
        return true
    }

    private func checkStored(_ sealed: SealedPassword, of server: Server, caller: String) async throws {
        let record: SecretRecord?
        do { record = try await store.record(for: server) } catch let error as AutomationError {
            throw error.about(caller, server)
        }
        if record?.holds(sealedDigest: sealed.digest) == true { return }
        let found =
            record == nil
            ? "\(store.name) has no entry for the server"
            : "the entry in \(store.name) was not made from the sealed password that the cloud holds"
        throw AutomationError(
            .secretStore,
            "refused, because \(found)",
            operation: caller,
            server: server.label,
            hint: "decrypt the password and vault.put it first; { unsaved = true } clears it all the same, and then "
                + "nobody has it"
        )
    }
}
