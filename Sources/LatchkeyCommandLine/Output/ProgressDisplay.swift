import AutomationCore
import Synchronization

/// Tells on the standard error what happens, a line per event, with the cloud time since the start.
final class ProgressDisplay: EventSink {
    private let clock: CloudClock
    private let start: MonotonicInstant
    private let isVerbose: Bool
    private let state = Mutex(State())

    private struct State {
        var names: [String: String] = [:]
        /// When it was last told of each server that it waits.
        var waits: [String: MonotonicInstant] = [:]
    }

    /// How much cloud time passes before a server is said to wait once more.
    private static let waitInterval = Duration.seconds(60)

    init(clock: CloudClock, isVerbose: Bool) {
        self.clock = clock
        self.isVerbose = isVerbose
        start = clock.now
    }

    func receive(_ event: RunEvent) {
        guard isVerbose || isNews(event) else { return }
        Console.note(line(for: event))
    }

    /// The event as a line: `00:05:12  win-001  waits for the initial password (next look in 10s)`.
    func line(for event: RunEvent) -> String {
        let (server, text) = describe(event)
        let time = Self.stamp(start.duration(to: clock.now))
        // Put together without interpolation, which takes longer than writing the line.
        var line = time + "  "
        if let server { line += label(server) + "  " }
        return line + text
    }

    private func describe(_ event: RunEvent) -> (Server?, String) {
        switch event {
        case .log(let level, let line, let server):
            return (server, level == .info ? line : "\(level.rawValue): \(line)")
        case .waiting(let server, let what, let next, let remaining):
            let times = "next look in \(DurationText.format(next)), gives up in \(DurationText.format(remaining))"
            return (server, "waits for \(what) (\(times))")
        case .arrived(let server, let what, let after):
            return (server, "has \(what) after \(DurationText.format(after))")
        case .step(let server, let what):
            return (server, what)
        case .retrying(let operation, let server, let attempt, let reason, let pause):
            return (server, "\(operation) failed (\(reason)); attempt \(attempt + 1) in \(DurationText.format(pause))")
        case .serverStarted(let server):
            return (server, "started")
        case .serverFinished(let server, nil):
            return (server, "done")
        case .serverFinished(let server, let error?):
            return (server, "failed: \(error)" + (error.hint.map { " (hint: \($0))" } ?? ""))
        case .secretRevealed(let server):
            return (server, "the runbook has revealed a secret")
        case .stopping(let reason):
            return (nil, reason)
        }
    }

    /// The server's name as soon as any event has told it.
    private func label(_ server: Server) -> String {
        state.withLock { state in
            if let name = server.name { state.names[server.id] = name }
            return state.names[server.id] ?? server.id
        }
    }

    /// A fleet that waits would tell of every look otherwise.
    private func isNews(_ event: RunEvent) -> Bool {
        switch event {
        case .log(.debug, _, _): return false
        case .waiting(let server, _, _, _):
            return state.withLock { state in
                let now = clock.now
                if let last = state.waits[server.id], last.duration(to: now) < Self.waitInterval { return false }
                state.waits[server.id] = now
                return true
            }
        default: return true
        }
    }

    private static func stamp(_ duration: Duration) -> String {
        let seconds = Int(duration / .seconds(1))
        return digits(seconds / 3600) + ":" + digits(seconds / 60 % 60) + ":" + digits(seconds % 60)
    }

    private static func digits(_ number: Int) -> String {
        number < 10 ? "0" + String(number) : String(number)
    }
}
