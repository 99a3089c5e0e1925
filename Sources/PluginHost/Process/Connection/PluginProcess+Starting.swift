import AutomationCore
import Synchronization

extension PluginProcess {
    /// A process that takes requests; starts it a second time when the first has died.
    func running() async throws -> PluginConnection {
        let restart: Task<PluginConnection, any Error>
        switch try state.withLock({ state throws(AutomationError) in try next(&state) }) {
        case .left(let connection): return connection
        case .right(let task): restart = task
        }
        return try await restart.value
    }

    private enum Next {
        case left(PluginConnection)
        case right(Task<PluginConnection, any Error>)
    }

    private func next(_ state: inout State) throws(AutomationError) -> Next {
        if let failure = state.failure { throw failure }
        guard !state.isClosed, let connection = state.connection else {
            throw failure("it \(ConnectionEnd.dismissed.description)")
        }
        if let restart = state.restart { return .right(restart) }
        if connection.isOpen { return .left(connection) }
        let task = Task(executorPreference: world.executor) { try await self.restart(after: connection) }
        state.restart = task
        return .right(task)
    }

    /// Puts a new process in the place of one that has died.
    private func restart(after dead: PluginConnection) async throws -> PluginConnection {
        await dead.ended()
        let reason = description(of: dead)
        let isAllowed = state.withLock { state in
            defer { state.isRestarted = true }
            return !state.isRestarted && !state.isClosed
        }
        do {
            guard isAllowed, dead.end?.isCrash ?? false else { throw failure("it \(reason)") }
            log.tell("it \(reason), and is started again")
            let connection = connect()
            do {
                try await succeed(connection)
            } catch {
                connection.dismiss()
                await connection.ended()
                throw error
            }
            state.withLock { state in
                state.connection = connection
                state.restart = nil
            }
            return connection
        } catch {
            var last = AutomationError(error)
            last.message += ", and is not started again"
            state.withLock { state in
                state.failure = last
                state.restart = nil
            }
            throw last
        }
    }

    /// Brings a second process to where the first one was.
    private func succeed(_ connection: PluginConnection) async throws {
        let answer = try await introduction(on: connection)
        guard Self.canonical(answer) == identity.withLock({ $0.manifest }) else {
            throw failure("started again, it has another manifest than before")
        }
        let (provision, timeout) = state.withLock { ($0.provision, $0.provisionTimeout) }
        guard let provision else { return }
        _ = try await firstAnswer(to: "provision", provision, timeout, on: connection)
    }

    func introduction(on connection: PluginConnection) async throws -> Value {
        let parameters: Value = .record([
            "contract": .integer(Int64(PluginManifest.currentContractVersion)),
            "latchkey": .string(ProcessPlugin.hostVersion),
        ])
        var writer = WireWriter(allowsSecrets: false)
        try writer.write(parameters)
        return try await firstAnswer(to: "initialize", writer.bytes, Self.defaultTimeout, on: connection)
    }

    /// The answer of a process that is only just started, which nothing is repeated for.
    private func firstAnswer(
        to method: String,
        _ parameters: [UInt8],
        _ timeout: Duration,
        on connection: PluginConnection
    ) async throws -> Value {
        switch await connection.request(method, parameters: parameters, timeout: timeout) {
        case .result(let value): return value
        case .failure(let error):
            throw failure("its answer to \(method) is an error: \(hiding(error.automationError).message)")
        case .timedOut:
            throw failure("it has not answered \(method) within \(DurationText.format(timeout))", kind: .timeout)
        case .cancelled: throw CancellationError()
        case .lost, .unsent:
            await connection.ended()
            throw failure("it \(description(of: connection)) before it had answered \(method)")
        }
    }

    func connect() -> PluginConnection {
        PluginConnection.start(
            command.launch(environment: launcher.environment),
            launcher: launcher,
            world: world,
            log: log,
            secrets: secrets
        )
    }
}
