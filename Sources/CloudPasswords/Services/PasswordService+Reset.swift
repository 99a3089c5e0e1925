public import AutomationCore

extension PasswordService {
    /// Resets the server's password. It takes effect when the server starts or restarts next.
    ///
    /// The new password is stored as pending before anything is sent, and becomes current once the cloud has
    /// answered. From the one to the other nothing is torn: a cancelled task finishes this first.
    ///
    /// - Parameters:
    ///   - password: The new password; one is generated when it is nil.
    ///   - userName: The administrator's name, which must not be in the password; nil for the usual ones.
    ///   - escrow: Whether to store the password. Without, the caller alone has it; only when the answer is lost, and
    ///     a generated password with it, it is stored as pending all the same.
    /// - Returns: The new password.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/policy`` when the password breaks the API's rules, of kind
    ///   ``ErrorKind/secretStore`` when it could not be stored; nothing was sent then, unless the hint says so.
    public func reset(
        _ server: Server,
        to password: Secret? = nil,
        userName: String? = nil,
        api: CloudAPI? = nil,
        escrow: Bool = true
    ) async throws -> Secret {
        let caller = "password.reset"
        let operation = try operation(.resetPassword, api, server, caller: caller)
        let reset = PasswordReset(
            client: client,
            store: store,
            events: events,
            operation: operation,
            server: server,
            password: try choose(password, userName: userName, for: operation.api).about(caller, server),
            isEscrowed: escrow,
            isGenerated: password == nil,
            caller: caller
        )
        if operation.isDeprecated {
            events.receive(.log(.warning, "the \(operation.api.rawValue) reset is deprecated", server: server))
        }
        try Task.checkCancellation()
        guard resets.enter(server) else {
            throw AutomationError(
                .conflict,
                "another reset of this server is under way",
                operation: caller,
                server: server.label,
                isRetryable: true,
                hint: "of two resets at once nobody could tell which password the server has; wait for the first"
            )
        }
        defer { resets.leave(server) }
        do {
            try await world.finishing { try await reset.run() }
        } catch let error as AutomationError {
            throw error.about(caller, server).hiding([reset.password])
        }
        return reset.password
    }

    /// The password to set: the given one when it keeps the API's rules, or a generated one.
    private func choose(
        _ password: Secret?,
        userName: String?,
        for api: CloudAPI
    ) -> Result<Secret, AutomationError> {
        Result { () throws(AutomationError) in
            let rules = PasswordRules.rules(of: api)
            guard let password else {
                return try PasswordGenerator(rules: rules, randomness: world.randomness).generate(userName: userName)
            }
            try rules.validate(password, userName: userName)
            return password
        }
    }
}

extension Result where Failure == AutomationError {
    /// The value; or the error, naming the operation and the server.
    fileprivate func about(_ operation: String, _ server: Server) throws(AutomationError) -> Success {
        do { return try get() } catch { throw error.about(operation, server) }
    }
}
