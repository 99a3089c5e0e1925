public import AutomationCore
import Synchronization

/// One run of a scripted program: what it was started with, what it hears, and what it says.
public final class ScriptedProgram: ProgramInput {
    /// What was done to it.
    public enum Sign: Sendable, Equatable {
        case inputClosed, terminated, killed
    }

    private struct State {
        var lines: [[UInt8]] = []
        var received: [[UInt8]] = []
        var rest: [UInt8] = []
        var isInputClosed = false
        var isTerminated = false
        var hasEnded = false
        var isDeaf = false
        var ignored = 0
        var signs: [Sign] = []
    }

    /// What it was started with.
    public let launch: ProgramLaunch
    private let listener: any ProgramListener
    private let state = Mutex(State())
    private let changes = WaitingLine<Void>()

    init(launch: ProgramLaunch, listener: any ProgramListener) {
        self.launch = launch
        self.listener = listener
    }

    /// The next line that it was sent; nil when its input is closed, or when it was asked to end.
    ///
    /// - Throws: `CancellationError` when it is killed.
    public func nextLine() async throws -> String? {
        while true {
            let ticket = changes.join()
            let (line, isOver) = state.withLock { state in
                (state.lines.isEmpty ? nil : state.lines.removeFirst(), state.isInputClosed || state.isTerminated)
            }
            if line != nil || isOver {
                changes.leave(ticket)
                return line.map { String(decoding: $0, as: UTF8.self) }
            }
            try await changes.wait(ticket)
        }
    }

    /// Writes a line.
    public func say(_ line: String) {
        guard state.withLock({ !$0.hasEnded }) else { return }
        listener.receive(line: Array(line.utf8))
    }

    /// Writes a line to its standard error.
    public func complain(_ line: String) {
        listener.receive(errorLine: Array(line.utf8))
    }

    /// Writes a line that is longer than it may be.
    public func overflow() {
        listener.outputEnded(.tooMuchOutput)
    }

    /// Takes nothing more from its input.
    public func goDeaf() {
        state.withLock { $0.isDeaf = true }
    }

    /// Waits until it is killed.
    public func hang() async throws -> Int {
        try await WaitingLine<Int>().hang()
    }

    /// What was done to it, in order.
    public var signs: [Sign] { state.withLock { $0.signs } }

    /// Whether it has ended.
    public var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// All lines that it was sent.
    public var received: [String] { state.withLock { $0.received.map { String(decoding: $0, as: UTF8.self) } } }

    public var backlog: Int { state.withLock { $0.ignored } }

    public func send(_ bytes: [UInt8]) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            guard !state.isDeaf else { return state.ignored += bytes.count }
            for byte in bytes {
                if byte != 0x0a {
                    state.rest.append(byte)
                    continue
                }
                state.lines.append(state.rest)
                state.received.append(state.rest)
                state.rest = []
            }
        }
        changes.wake()
    }

    func closeInput() {
        state.withLock { state in
            state.isInputClosed = true
            if !state.hasEnded { state.signs.append(.inputClosed) }
        }
        changes.wake()
    }

    func terminate() {
        state.withLock { $0.isTerminated = true }
        note(.terminated)
        changes.wake()
    }

    func note(_ sign: Sign) {
        state.withLock { $0.signs.append(sign) }
    }

    func end(_ code: Int) {
        state.withLock { $0.hasEnded = true }
        listener.outputEnded(nil)
    }
}

extension WaitingLine {
    fileprivate func hang() async throws -> Value { try await wait(join()) }
}
