import AutomationCore
import Synchronization

/// Passes on what a process plugin says, line by line, behind its name, and never more of it than anybody would read.
final class PluginLog: Sendable {
    /// Whether the line that is being passed on comes from a plugin; plugins that hear of events are spared it, lest
    /// two of them talk for ever.
    @TaskLocal static var isSpeaking = false

    private struct State {
        var name: String
        var events: any EventSink
        var quota = LineQuota()
        var lastErrorLine: String?
    }

    private let clock: any WorldClock
    private let secrets: KnownSecrets
    private let state: Mutex<State>

    /// A log of the plugin `name`.
    init(name: String, events: any EventSink, clock: any WorldClock, secrets: KnownSecrets) {
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
        let line = HarmlessText.line(secrets.hiding(text), limit: LineQuota.lineLimit)
        guard !line.isEmpty else { return }
        state.withLock { $0.lastErrorLine = String(line.prefix(200)) }
        pass(.info, line)
    }

    /// Passes on a line that the plugin has written for the log.
    func receive(_ level: RunEvent.Level, _ text: String) {
        pass(level, HarmlessText.line(secrets.hiding(text), limit: LineQuota.lineLimit))
    }

    /// Says something about the plugin. That is never left out.
    func tell(_ text: String) {
        let (name, events) = state.withLock { ($0.name, $0.events) }
        let line = HarmlessText.line(secrets.hiding(text), limit: LineQuota.lineLimit)
        Self.emit(.warning, "\(name): \(line)", to: events)
    }

    /// Says how many lines were left out lately.
    func flush() {
        let (count, name, events) = state.withLock { ($0.quota.takeLeftOut(), $0.name, $0.events) }
        if count > 0 { Self.emit(.warning, "\(name): \(LineQuota.notice(count))", to: events) }
    }

    private func pass(_ level: RunEvent.Level, _ line: String) {
        let now = clock.now
        let (quota, name, events) = state.withLock { ($0.quota.admit(at: now), $0.name, $0.events) }
        if quota.leftOut > 0 { Self.emit(.warning, "\(name): \(LineQuota.notice(quota.leftOut))", to: events) }
        if quota.passes { Self.emit(level, "\(name): \(line)", to: events) }
    }

    private static func emit(_ level: RunEvent.Level, _ line: String, to events: any EventSink) {
        $isSpeaking.withValue(true) { events.receive(.log(level, line, server: nil)) }
    }
}
