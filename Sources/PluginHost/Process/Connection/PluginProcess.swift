import AutomationCore
import Synchronization

/// The process behind a process plugin for the length of a run: started, started once more when it dies, ended.
final class PluginProcess: Sendable {
    struct State {
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
    let secrets = KnownSecrets()
    let command: ProcessPluginCommand
    let launcher: any ProcessLauncher
    let identity: Mutex<(name: String, manifest: [UInt8])>
    let state = Mutex(State())

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

    /// How many cancelled requests the running process has been given up on.
    var givenUp: Int { state.withLock { $0.connection }?.state.withLock { $0.table.givenUp } ?? 0 }

    /// Sends a notification.
    func notify(_ method: String, parameters: [UInt8]) -> NotificationOutcome {
        let (connection, isClosed) = state.withLock { ($0.connection, $0.isClosed) }
        guard !isClosed, let connection else { return .over }
        if connection.notify(method, parameters: parameters) { return .sent }
        return connection.isOpen ? .unread : .dead
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
            case .failure(let error): log.tell("cleaning up failed: \(error.message)")
            case .timedOut: log.tell("cleaning up took too long")
            case .cancelled, .lost, .unsent:
                log.tell("it \(description(of: connection)) while it cleaned up")
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
