import AutomationCore
import Synchronization

/// The process behind a process plugin for the length of a run: started, started once more when it dies, ended.
final class PluginProcess: Sendable {
    private struct State {
        var connection: PluginConnection?
        /// Under way while the process is started a second time.
        var restart: Task<PluginConnection, any Error>?
        var isRestarted = false
        var isClosed = false
        /// Why it cannot be used any more.
        var failure: AutomationError?
        /// What the plugin was provisioned with, to be sent to its successor.
        var provision: [UInt8]?
        var provisionTimeout = PluginProcess.defaultTimeout
    }

    /// How long an answer may take unless the operator says otherwise.
    static let defaultTimeout = Duration.seconds(30)

    let world: World
    let log: PluginLog
    let secrets = GivenSecrets()
    private let command: ProcessPluginCommand
    private let launcher: any ProcessLauncher
    private let identity: Mutex<(name: String, manifest: [UInt8])>
    private let state = Mutex(State())

    /// A process that is not started yet.
    ///
    /// - Throws: ``AutomationError`` in a world where no programs are started.
    init(_ command: ProcessPluginCommand, world: World, events: any EventSink) throws(AutomationError) {
        guard let launcher = world.processes else {
            throw AutomationError(
                .unsupported,
                "plugin \"\(command.name)\" is not started: in this world, which is simulated, no programs are",
                hint: "what runs in a simulated world must be the same each time, and a program's answers are not"
            )
        }
        self.command = command
        self.world = world
        self.launcher = launcher
        log = PluginLog(name: command.name, events: events, clock: world.clock, secrets: secrets)
        identity = Mutex((command.name, []))
    }

    deinit {
        state.withLock { $0.connection }?.dismiss()
    }

    /// The plugin's name; its program's until it has said it.
    var name: String { identity.withLock { $0.name } }

    /// Starts the process and asks who it is.
    ///
    /// - Throws: ``AutomationError`` that names the plugin; nothing is left of the process then.
    func start() async throws -> Value {
        let connection = connect()
        do {
            let answer = try await introduction(on: connection)
            identity.withLock { $0.manifest = Self.canonical(answer) }
            state.withLock { $0.connection = connection }
            return answer
        } catch {
            connection.dismiss()
            await connection.ended()
            throw error
        }
    }

    /// Notes what the manifest has said.
    func introduce(_ name: String) {
        identity.withLock { $0.name = name }
        log.introduce(name)
    }

    /// Gives the plugin what it was set and granted, now and when it is started again.
    func provision(_ parameters: [UInt8], timeout: Duration) async throws {
        _ = try await request("provision", parameters: parameters, timeout: timeout)
        state.withLock { state in
            state.provision = parameters
            state.provisionTimeout = timeout
        }
    }

    /// Sends a notification, when there is anybody to hear it.
    func notify(_ method: String, parameters: [UInt8]) -> Bool {
        state.withLock { $0.connection }?.notify(method, parameters: parameters) ?? false
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Parameter isRepeatable: Whether it changes nothing, so that it may be sent again when the process dies before
    ///   it has answered.
    /// - Throws: ``AutomationError`` that names the plugin, or is the plugin's own; `CancellationError`.
    func request(
        _ method: String,
        parameters: [UInt8],
        timeout: Duration,
        isRepeatable: Bool = false
    ) async throws -> Value {
        try Task.checkCancellation()
        var connection = try await running()
        var isRepeated = false
        while true {
            switch await connection.request(method, parameters: parameters, timeout: timeout) {
            case .result(let value):
                do throws(WireFault) { return try decoded(value) } catch {
                    throw failure("its answer to \(method) cannot be read: \(error.reason)")
                }
            case .failure(let error):
                var error = hiding(error.automationError)
                // What a script has called is named by whoever called it.
                if method != "call" { error.message = "plugin \"\(name)\": \(error.message)" }
                throw error
            case .timedOut:
                throw failure(
                    "it has not answered \(method) within \(DurationText.format(timeout))",
                    kind: .timeout,
                    hint: "the plugin's option timeout gives it more time"
                )
            case .cancelled: throw CancellationError()
            case .unsent: connection = try await running()
            case .lost:
                guard isRepeatable, !isRepeated, connection.end?.isCrash ?? true else {
                    throw failure(
                        "it \(description(of: connection)) before it had answered \(method)"
                            + (isRepeatable ? "" : "; whether that was done is not known")
                    )
                }
                isRepeated = true
                connection = try await running()
            }
        }
    }

    /// Tells the plugin to clean up, and ends its process. Harmless when it is repeated.
    func close(timeout: Duration) async {
        let (connection, restart, isProvisioned) = state.withLock { state in
            defer { state.isClosed = true }
            return (state.isClosed ? nil : state.connection, state.restart, state.provision != nil)
        }
        let last = try? await restart?.value
        guard let connection = last ?? connection else { return }
        if isProvisioned, connection.isOpen {
            switch await connection.request("cleanup", parameters: Array("{}".utf8), timeout: timeout) {
            case .result: break
            case .failure(let error): log.receive(.warning, "cleaning up failed: \(error.message)")
            case .timedOut: log.receive(.warning, "cleaning up took too long")
            case .cancelled, .lost, .unsent:
                log.receive(.warning, "it \(description(of: connection)) while it cleaned up")
            }
        }
        connection.dismiss()
        await connection.ended()
    }

    /// An error that names the plugin.
    func failure(_ reason: String, kind: ErrorKind = .plugin, hint: String? = nil) -> AutomationError {
        AutomationError(kind, "plugin \"\(name)\": \(reason)", hint: hint)
    }
}

// MARK: - Starting

extension PluginProcess {
    /// A process that takes requests; starts it a second time when the first has died.
    private func running() async throws -> PluginConnection {
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
            log.receive(.warning, "it \(reason), and is started again")
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

    private func introduction(on connection: PluginConnection) async throws -> Value {
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

    private func connect() -> PluginConnection {
        PluginConnection.start(
            command.launch(environment: launcher.environment),
            launcher: launcher,
            world: world,
            log: log,
            secrets: secrets
        )
    }
}

// MARK: - Texts

extension PluginProcess {
    private func description(of connection: PluginConnection) -> String {
        (connection.end ?? .dismissed).description
    }

    private func decoded(_ value: Value) throws(WireFault) -> Value {
        let value = try WireValue.decoded(value)
        secrets.add(Self.secrets(in: value))
        return value
    }

    private static func secrets(in value: Value) -> [Secret] {
        switch value {
        case .object(let secret as Secret): [secret]
        case .list(let values): values.flatMap(secrets)
        case .record(let fields): fields.values.flatMap(secrets)
        default: []
        }
    }

    private func hiding(_ error: AutomationError) -> AutomationError {
        var error = error
        error.message = secrets.hiding(error.message)
        error.hint = error.hint.map(secrets.hiding)
        return error
    }

    private static func canonical(_ value: Value) -> [UInt8] {
        var writer = WireWriter(allowsSecrets: false)
        // What was read from JSON can be written as JSON.
        try? writer.write(value)
        return writer.bytes
    }
}
