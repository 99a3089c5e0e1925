public import AutomationCore

extension ServerService {
    /// Starts a server that is stopped; one that runs already is left alone.
    ///
    /// - Parameters:
    ///   - timeout: How long it may take at the most, in cloud time.
    ///   - waiting: Whether to wait until it is done; else only until the cloud has taken the order.
    /// - Returns: The server, with its detail when that is known.
    /// - Throws: ``AutomationError``, or `CancellationError` when the task was cancelled.
    @discardableResult
    public func start(
        _ server: Server,
        api: CloudAPI? = nil,
        timeout: Duration = Self.powerLimit,
        waiting: Bool = true,
        caller: String = "server.start"
    ) async throws -> Server {
        let change = PowerChange(.start, .soft, server, api ?? defaultAPI, timeout, waiting, caller)
        return try await carryOut(change, before: try await stand(change)).server
    }

    /// Stops a server that runs; one that is stopped already is left alone. Parameters as with
    /// ``start(_:api:timeout:waiting:caller:)``.
    ///
    /// - Parameter mode: How; the native API knows no hard stop and ignores it.
    @discardableResult
    public func stop(
        _ server: Server,
        mode: PowerMode = .soft,
        api: CloudAPI? = nil,
        timeout: Duration = Self.powerLimit,
        waiting: Bool = true,
        caller: String = "server.stop"
    ) async throws -> Server {
        let change = PowerChange(.stop, mode, server, api ?? defaultAPI, timeout, waiting, caller)
        return try await carryOut(change, before: try await stand(change)).server
    }

    /// Reboots a server that runs. Parameters as with ``start(_:api:timeout:waiting:caller:)``.
    @discardableResult
    public func reboot(
        _ server: Server,
        mode: PowerMode = .soft,
        api: CloudAPI? = nil,
        timeout: Duration = Self.powerLimit,
        waiting: Bool = true,
        caller: String = "server.reboot"
    ) async throws -> Server {
        let change = PowerChange(.reboot, mode, server, api ?? defaultAPI, timeout, waiting, caller)
        return try await carryOut(change, before: try await stand(change)).server
    }

    /// Starts a server that is stopped and reboots one that runs, after which a password that was reset is in effect
    /// as far as the cloud can see to it. Parameters as with ``start(_:api:timeout:waiting:caller:)``.
    @discardableResult
    public func restart(
        _ server: Server,
        mode: PowerMode = .soft,
        api: CloudAPI? = nil,
        timeout: Duration = Self.powerLimit,
        waiting: Bool = true,
        caller: String = "server.restart"
    ) async throws -> Server {
        try await restart(PowerChange(.reboot, mode, server, api ?? defaultAPI, timeout, waiting, caller)).server
    }

    /// Carries out a restart.
    ///
    /// - Returns: The server, and whether anything has shown that it has restarted: the caller may not see it where the
    ///   API has no job either.
    func restart(_ change: PowerChange) async throws -> (server: Server, isSeen: Bool) {
        var change = change
        let before = try await stand(change)
        if before?.detail?.status == "SHUTOFF" { change.action = .start }
        return try await carryOut(change, before: before)
    }

    /// How the server stands before a change, once an earlier one is over; nil when the caller may not know.
    private func stand(_ change: PowerChange) async throws -> Server? {
        do {
            let server = try await detail(of: change.server, api: change.api, caller: change.caller)
            guard change.isWaiting, server.detail?.isChanging == true else { return server }
            return try await poll(
                for: "the end of an earlier change",
                of: change.server,
                timeout: change.timeout,
                caller: change.caller
            ) {
                let server = try await detail(of: change.server, api: change.api, caller: change.caller)
                guard let detail = server.detail, detail.isChanging else { return .found(server) }
                return .notYet("the server is \(detail.status)")
            }
        } catch let error as AutomationError where error.kind == .forbidden {
            let message = "how the server stands may not be seen, so nobody waits for it: \(error)"
            events.receive(.log(.warning, message, server: change.server))
            return nil
        }
    }

    private func carryOut(_ change: PowerChange, before: Server?) async throws -> (server: Server, isSeen: Bool) {
        if change.action != .reboot, let before, before.detail?.status == change.action.finalStatus {
            events.receive(.step(server: change.server, what: "is \(change.action.result) already"))
            return (before, true)
        }
        let notice = OperationNotice(
            "server.\(change.action)",
            server: change.server,
            details: ["mode": .string("\(change.mode)"), "caller": .string(change.caller)]
        )
        return try await hooks.around(notice) { try await carryOut(allowed: change, before: before) }
    }

    private func carryOut(allowed change: PowerChange, before: Server?) async throws -> (server: Server, isSeen: Bool) {
        let job = try await order(change, before: before?.detail)
        guard change.isWaiting else { return (before ?? change.server, false) }
        if let job {
            try await waitForJob(job, of: change.server, timeout: change.timeout, caller: change.caller)
        }
        guard let before else {
            if job == nil { events.receive(.step(server: change.server, what: "\(change.action.order); unconfirmed")) }
            return (change.server, job != nil)
        }
        var watch = PowerWatch(change.action, before: before.detail, isJobDone: job != nil)
        let after = try await poll(
            for: "the status \(change.action.finalStatus)",
            of: change.server,
            timeout: change.timeout,
            caller: change.caller
        ) {
            let server = try await detail(of: change.server, api: change.api, caller: change.caller)
            guard let detail = server.detail, !watch.isOver(detail) else { return .found(server) }
            try Self.checkHealth(of: server, caller: change.caller)
            return .notYet("the server is \(detail.status)" + (detail.taskState.map { " (\($0))" } ?? ""))
        }
        events.receive(.step(server: change.server, what: change.action.result))
        return (after, true)
    }
}
