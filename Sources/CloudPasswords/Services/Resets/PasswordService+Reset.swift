public import AutomationCore

extension PasswordService {
    /// Resets the server's password as ``reset(_:_:)`` does, without a restart, and returns the new password.
    ///
    /// - Throws: ``AutomationError``.
    public func reset(
        _ server: Server,
        to password: Secret? = nil,
        userName: String? = nil,
        api: CloudAPI? = nil,
        escrow: Bool = true
    ) async throws -> Secret {
        var options = ResetOptions(password: password, userName: userName, api: api)
        options.isEscrowed = escrow
        return try await reset(server, options).password
    }

    /// Resets the server's password. It takes effect when the server starts or restarts next.
    ///
    /// First the cloud is asked whether the server can take a reset. The new password is stored as pending before
    /// anything is sent, and becomes current once the cloud has answered. From the one to the other nothing is torn: a
    /// cancelled task finishes this first. A restart comes last, when it is asked for.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/policy`` when the password breaks the API's rules, of kind
    ///   ``ErrorKind/conflict`` when the server cannot take a reset, of kind ``ErrorKind/secretStore`` when the
    ///   password could not be stored; nothing was sent then, unless the hint says so.
    public func reset(_ server: Server, _ options: ResetOptions) async throws -> ResetOutcome {
        let caller = "password.reset"
        let operation = try operation(.resetPassword, options.api, server, caller: caller)
        let password: Secret
        do {
            password = try await choose(
                options.password,
                userName: options.userName,
                for: operation.api,
                servers: [server]
            )
        } catch let error as AutomationError {
            throw error.about(caller, server)
        }
        let reset = PasswordReset(
            client: client,
            store: store,
            events: events,
            operation: operation,
            server: server,
            password: password,
            isEscrowed: options.isEscrowed,
            isChecked: options.isChecked,
            isGenerated: options.password == nil,
            caller: caller
        )
        if operation.isDeprecated {
            events.receive(.log(.warning, "the \(operation.api.rawValue) reset is deprecated", server: server))
        }
        try Task.checkCancellation()
        guard resets.enter(server) else { throw Self.busy(server, caller: caller) }
        defer { resets.leave(server) }
        let notice = OperationNotice(
            caller,
            server: server,
            details: [
                "api": .string(operation.api.rawValue), "user_name": options.userName.map { .string($0) } ?? .none,
                "restarts": .boolean(options.restart != nil),
            ]
        )
        do {
            return try await hooks.around(notice) { try await carryOut(reset, options) }
        } catch let error as AutomationError {
            throw error.about(caller, server).hiding([password])
        }
    }

    private func carryOut(_ reset: PasswordReset, _ options: ResetOptions) async throws -> ResetOutcome {
        let (server, password, caller) = (reset.server, reset.password, reset.caller)
        if !options.skipsFlag { try await checkFlag(of: server, api: reset.operation.api, caller: caller) }
        try Task.checkCancellation()
        try await world.finishing { try await reset.run() }
        // A cancelled caller may never come to store what it gets.
        if Task.isCancelled, !options.isEscrowed {
            let advice = try await world.finishing { await reset.keep() }
            events.receive(.log(.warning, advice, server: server))
        }
        guard let mode = options.restart else {
            let reason = "the cloud has taken it; it takes effect when the server starts next"
            return ResetOutcome(password: password, confirmation: .unconfirmed(reason), isRestarted: false)
        }
        guard try await restart(server, mode, after: reset, options) else {
            let reason = "the cloud has taken it and the order to restart; nobody may see whether the server has"
            return ResetOutcome(password: password, confirmation: .unconfirmed(reason), isRestarted: false)
        }
        let confirmation = await confirm(password, on: server, options, caller: caller)
        return ResetOutcome(password: password, confirmation: confirmation, isRestarted: true)
    }

    /// Restarts the server; whatever comes in between, the password is not lost.
    ///
    /// - Returns: Whether anything has shown that the server is back.
    private func restart(
        _ server: Server,
        _ mode: PowerMode,
        after reset: PasswordReset,
        _ options: ResetOptions
    ) async throws -> Bool {
        let api = options.api ?? servers.defaultAPI
        let change = PowerChange(.reboot, mode, server, api, options.restartLimit, true, reset.caller)
        do {
            return try await servers.restart(change).isSeen
        } catch {
            let advice = try await world.finishing { await reset.keep() }
            let error = error as? AutomationError ?? AutomationError(.cancelled, "the restart was not waited for")
            throw error.advising(advice + "; it takes effect when the server starts next")
        }
    }

    /// Tries the password, where somebody can.
    private func confirm(
        _ password: Secret,
        on server: Server,
        _ options: ResetOptions,
        caller: String
    ) async -> ResetConfirmation {
        let reason =
            "the cloud has taken it and the server has restarted; no API tells whether the guest has applied it"
        guard let probe = options.probe else { return .unconfirmed(reason) }
        do {
            if try await probe(server, password) { return .confirmed }
        } catch {
            let failure = (error as? AutomationError)?.hiding([password]).message ?? "it was interrupted"
            return .unconfirmed("\(reason), and trying it failed: \(failure)")
        }
        return .failed(
            AutomationError(
                .rejected,
                "the server has restarted and does not take the new password",
                operation: caller,
                server: server.label,
                hint: "the guest has not applied it; the earlier password may still be valid, and the store has it"
            )
        )
    }

    /// - Throws: ``AutomationError`` of kind ``ErrorKind/conflict`` when the server cannot take a reset. Where nobody
    ///   can tell, the reset has to show it.
    private func checkFlag(of server: Server, api: CloudAPI, caller: String) async throws {
        guard (try? OperationTable.operation(.checkResetFlag, in: api)) != nil else { return }
        do {
            if try await canReset(server, api: api, caller: caller) { return }
        } catch let error as AutomationError where Self.isNoAnswer(error) {
            events.receive(.log(.warning, "whether the server can take a reset is not known: \(error)", server: server))
            return
        }
        throw AutomationError(
            .conflict,
            "the password reset plug-in has not run in the server, so nothing was sent",
            operation: caller,
            server: server.label,
            hint: "install the password reset plug-in (CloudResetPwdAgent) in the server, then restart it; to send the "
                + "reset all the same: { skip_flag = true }"
        )
    }

    /// Whether the caller may not ask for the flag, or the cloud has none, which says nothing about the reset.
    private static func isNoAnswer(_ error: AutomationError) -> Bool {
        if error.kind == .forbidden || error.kind == .unsupported { return true }
        return error.kind == .notFound && error.code.flatMap(CloudErrorCode.canonical)?.hasPrefix("APIGW") == true
    }

    static func busy(_ server: Server, caller: String) -> AutomationError {
        AutomationError(
            .conflict,
            "another reset of this server is under way",
            operation: caller,
            server: server.label,
            isRetryable: true,
            hint: "of two resets at once nobody could tell which password the server has; wait for the first"
        )
    }
}
