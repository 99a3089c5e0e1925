import AutomationCore
import Synchronization

/// Listens to a run's events, keeps what the report needs, and passes them on.
final class RunRecorder: EventSink {
    private struct Entry {
        var server: Server
        var started: MonotonicInstant
        var outcome: ServerOutcome?
        var lastStep: String?
    }

    private struct State {
        var order: [String] = []
        var entries: [String: Entry] = [:]
    }

    private let state = Mutex(State())
    private let next: any EventSink
    private let clock: CloudClock

    init(next: any EventSink, clock: CloudClock) {
        self.next = next
        self.clock = clock
    }

    func receive(_ event: RunEvent) {
        record(event)
        next.receive(event)
    }

    /// What is known of each server.
    var outcomes: [ServerOutcome] {
        state.withLock { state in state.order.compactMap { state.entries[$0]?.outcome } }
    }

    private func record(_ event: RunEvent) {
        let now = clock.now
        state.withLock { state in
            switch event {
            case .serverStarted(let server):
                if state.entries[server.id] == nil { state.order.append(server.id) }
                state.entries[server.id] = Entry(server: server, started: now)
            case .serverFinished(let server, let error):
                if state.entries[server.id] == nil { state.order.append(server.id) }
                var entry = state.entries[server.id] ?? Entry(server: server, started: now)
                entry.outcome = ServerOutcome(
                    server: entry.server,
                    error: error,
                    lastStep: entry.lastStep,
                    duration: entry.started.duration(to: now)
                )
                state.entries[server.id] = entry
            case .step(let server, let what):
                state.entries[server.id]?.lastStep = what
            case .waiting(let server, _, _, _), .arrived(let server, _, _):
                // The first answer of the cloud tells the name.
                if server.name != nil { state.entries[server.id]?.server.name = server.name }
            case .log, .retrying, .secretRevealed, .stopping:
                break
            }
        }
    }
}
