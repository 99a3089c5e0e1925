import AutomationCore
import Synchronization

/// One running process of a process plugin: who writes to it, who hears it, and who waits for what.
final class PluginConnection: ProgramListener {
    /// The most bytes that one line may have.
    static let lineLimit = 1 << 20
    /// The most bytes of notifications that wait for a plugin which does not read.
    private static let backlogLimit = 8 << 20
    /// How long an answer is waited for after whoever asked was cancelled.
    static let cancellationGrace = Duration.seconds(5)

    enum Phase {
        case open
        case stopped
    }

    struct State {
        var phase = Phase.open
        var table = RequestTable<CheckedContinuation<RequestOutcome, Never>>()
        /// Where what is sent goes; nil until the process has been started.
        var input: (any ProgramInput)?
        /// What was sent before.
        var outgoing: [UInt8] = []
        var end: ConnectionEnd?
        var isDismissed = false
        /// When the watch looks next whether a request is overdue.
        var nextLook: MonotonicInstant?
        var watch: Task<Void, Never>?
        var life: Task<Void, Never>?

        var backlog: Int { input?.backlog ?? outgoing.count }

        mutating func send(_ bytes: [UInt8]) {
            if let input { input.send(bytes) } else { outgoing += bytes }
        }
    }

    let world: World
    let log: PluginLog
    private let secrets: KnownSecrets
    let state = Mutex(State())
    /// The one who keeps the process waits here for its end.
    let phases = WaitingLine<Void>()

    private init(world: World, log: PluginLog, secrets: KnownSecrets) {
        self.world = world
        self.log = log
        self.secrets = secrets
    }

    /// Starts a process.
    static func start(
        _ program: ProgramLaunch,
        launcher: any ProcessLauncher,
        world: World,
        log: PluginLog,
        secrets: KnownSecrets
    ) -> PluginConnection {
        let connection = PluginConnection(world: world, log: log, secrets: secrets)
        let life = Task(executorPreference: world.executor) {
            await connection.live(program, launcher)
        }
        connection.state.withLock { $0.life = life }
        return connection
    }

    /// Whether it takes requests.
    var isOpen: Bool { state.withLock { $0.phase == .open } }

    /// Why it has ended; nil while it runs.
    var end: ConnectionEnd? { state.withLock { $0.end } }

    /// Waits until the process has ended and nothing is left of it.
    func ended() async {
        await state.withLock { $0.life }?.value
    }

    /// Tells the process to end, and ends it when it does not.
    func dismiss() {
        state.withLock { state in
            guard state.phase == .open else { return }
            state.isDismissed = true
            state.send(Self.notification("shutdown", parameters: Array("{}".utf8)))
            state.phase = .stopped
        }
        phases.wake()
    }

    /// Sends a notification.
    ///
    /// - Returns: False when it is not sent: the plugin has ended, or does not read.
    func notify(_ method: String, parameters: [UInt8]) -> Bool {
        state.withLock { state in
            guard state.phase == .open, state.backlog < Self.backlogLimit else { return false }
            state.send(Self.notification(method, parameters: parameters))
            return true
        }
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Parameter parameters: In JSON.
    func request(_ method: String, parameters: [UInt8], timeout: Duration) async -> RequestOutcome {
        let id = state.withLock { $0.table.reserve() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let deadline = world.clock.now.advanced(by: timeout)
                let (refusal, input): (RequestOutcome?, (any ProgramInput)?) = state.withLock { state in
                    guard state.phase == .open else { return (.unsent, nil) }
                    guard state.table.send(id, continuation, deadline: deadline) else { return (.cancelled, nil) }
                    // In the order of the ids, and before it can be cancelled.
                    state.send(Self.request(id, method, parameters: parameters))
                    watch(until: deadline, &state)
                    return (nil, state.table.count == 1 ? state.input : nil)
                }
                if let refusal { return continuation.resume(returning: refusal) }
                // Where others wait too, answers come without anybody lingering.
                input?.linger()
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int64) {
        let deadline = world.clock.now.advanced(by: Self.cancellationGrace)
        state.withLock { state in
            guard state.table.cancel(id, deadline: deadline), state.phase == .open else { return }
            state.send(Self.cancellation(of: id))
            watch(until: deadline, &state)
        }
    }

    private static func request(_ id: Int64, _ method: String, parameters: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parameters.count + 80)
        bytes += "{\"jsonrpc\":\"2.0\",\"id\":".utf8
        bytes += String(id).utf8
        bytes += ",\"method\":\"".utf8
        bytes += method.utf8
        bytes += "\",\"params\":".utf8
        bytes += parameters
        bytes += "}\n".utf8
        return bytes
    }

    static func cancellation(of id: Int64) -> [UInt8] {
        notification("cancel", parameters: Array("{\"id\":\(id)}".utf8))
    }

    private static func notification(_ method: String, parameters: [UInt8]) -> [UInt8] {
        Array("{\"jsonrpc\":\"2.0\",\"method\":\"\(method)\",\"params\":".utf8) + parameters + Array("}\n".utf8)
    }
}

// MARK: - What the process writes

extension PluginConnection {
    func receive(line: [UInt8]) {
        // What a plugin writes while it is ended for what it wrote before is nobody's business.
        guard state.withLock({ $0.phase != .stopped && $0.end == nil }) else { return }
        let message: WireMessage
        do throws(WireFault) { message = try WireMessage(line: line) } catch {
            return breakOff(error.reason + excerpt(line))
        }
        switch message {
        case .log(let level, let text): log.receive(level, text)
        case .result(let id, let value): answer(id, .result(value))
        case .failure(let id, let error): answer(id, .failure(error))
        }
    }

    func receive(errorLine: [UInt8]) {
        log.receive(errorLine: errorLine)
    }

    func outputEnded(_ failure: ProgramFailure?) {
        if failure == .tooMuchOutput {
            breakOff("a line of more than \(Self.lineLimit >> 20) MiB")
        } else {
            stop()
        }
    }

    private func answer(_ id: Int64, _ outcome: RequestOutcome) {
        switch state.withLock({ $0.table.answer(id) }) {
        case .awaited(let waiter): waiter.resume(returning: outcome)
        case .late: break
        case .unknown: breakOff("an answer to the request \(id), which was never sent")
        case .repeated: breakOff("a second answer to the request \(id)")
        }
    }

    /// The beginning of a line, where it cannot hold a secret.
    private func excerpt(_ line: [UInt8]) -> String {
        guard !secrets.mayHoldSecrets else { return "" }
        return " (\"\(HarmlessText.line(String(decoding: line.prefix(400), as: UTF8.self), limit: 80))\")"
    }

    /// Ends a plugin that has broken the protocol; whoever waits is told at once.
    private func breakOff(_ reason: String) {
        let waiters = state.withLock { state in
            if state.end == nil { state.end = .broken(reason) }
            state.phase = .stopped
            return state.table.drain()
        }
        for waiter in waiters { waiter.resume(returning: .lost) }
        phases.wake()
    }

    private func stop() {
        state.withLock { $0.phase = .stopped }
        phases.wake()
    }
}
