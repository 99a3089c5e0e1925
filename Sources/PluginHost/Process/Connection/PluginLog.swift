import AutomationCore
import Synchronization

/// Passes on what a process plugin says, line by line, behind its name, and never more of it than anybody would read.
final class PluginLog: Sendable {
    /// The most characters of a line.
    static let lineLimit = 1000
    /// The most lines in a second.
    static let linesPerSecond = 100

    /// Whether the line that is being passed on comes from a plugin; plugins that hear of events are spared it, lest
    /// two of them talk for ever.
    @TaskLocal static var isSpeaking = false

    private struct State {
        var name: String
        var events: any EventSink
        var second: Duration?
        var count = 0
        var leftOut = 0
        var lastErrorLine: String?

        mutating func takeLeftOut() -> String? {
            guard leftOut > 0 else { return nil }
            defer { leftOut = 0 }
            return "\(name): \(leftOut) more line\(leftOut == 1 ? " was" : "s were") left out"
        }
    }

    private let clock: any WorldClock
    private let secrets: GivenSecrets
    private let state: Mutex<State>

    /// A log of the plugin `name`.
    init(name: String, events: any EventSink, clock: any WorldClock, secrets: GivenSecrets) {
        self.clock = clock
        self.secrets = secrets
        state = Mutex(State(name: name, events: events))
    }

    /// Says who the plugin is, once that is known, and who listens from now on.
    func introduce(_ name: String, events: (any EventSink)? = nil) {
        state.withLock { state in
            state.name = name
            if let events { state.events = events }
        }
    }

    /// The last line of the standard error; nil when there is none, or when it may hold a secret.
    var lastWords: String? {
        secrets.mayHoldSecrets ? nil : state.withLock { $0.lastErrorLine }
    }

    /// Passes on a line of the standard error.
    func receive(errorLine: [UInt8]) {
        let text = String(decoding: errorLine, as: UTF8.self)
        let line = HarmlessText.line(secrets.hiding(text), limit: Self.lineLimit)
        guard !line.isEmpty else { return }
        state.withLock { $0.lastErrorLine = String(line.prefix(200)) }
        pass(.info, line)
    }

    /// Passes on a line that the plugin has written for the log.
    func receive(_ level: RunEvent.Level, _ text: String) {
        pass(level, HarmlessText.line(secrets.hiding(text), limit: Self.lineLimit))
    }

    /// Says how many lines were left out lately.
    func flush() {
        let (line, events) = state.withLock { ($0.takeLeftOut(), $0.events) }
        if let line { Self.emit(.warning, line, to: events) }
    }

    private func pass(_ level: RunEvent.Level, _ line: String) {
        let second = Duration.seconds(clock.now.offset.components.seconds)
        let (lines, events) = state.withLock { state in
            var lines: [(RunEvent.Level, String)] = []
            if state.second != second {
                if let leftOut = state.takeLeftOut() { lines.append((.warning, leftOut)) }
                state.second = second
                state.count = 0
            }
            if state.count < Self.linesPerSecond {
                state.count += 1
                lines.append((level, "\(state.name): \(line)"))
            } else {
                state.leftOut += 1
            }
            return (lines, state.events)
        }
        for (level, line) in lines { Self.emit(level, line, to: events) }
    }

    private static func emit(_ level: RunEvent.Level, _ line: String, to events: any EventSink) {
        $isSpeaking.withValue(true) { events.receive(.log(level, line, server: nil)) }
    }
}
