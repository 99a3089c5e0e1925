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
        /// In the order in which the servers were begun.
        var entries: [Entry] = []
        /// Where each server's entry is, by its id.
        var places: [String: Int] = [:]

        /// The place of a server's entry, which is made when there is none.
        mutating func place(of server: Server, at now: MonotonicInstant) -> Int {
            if let place = places[server.id] { return place }
            places[server.id] = entries.count
            entries.append(Entry(server: server, started: now))
            return entries.count - 1
        }
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
        state.withLock { state in state.entries.compactMap(\.outcome) }
    }

    private func record(_ event: RunEvent) {
        let now = clock.now
        state.withLock { state in
            switch event {
            case .serverStarted(let server):
                let count = state.entries.count
                let place = state.place(of: server, at: now)
                if place < count { state.entries[place] = Entry(server: server, started: now) }
            case .serverFinished(let server, let error):
                let place = state.place(of: server, at: now)
                state.entries[place].outcome = ServerOutcome(
                    server: state.entries[place].server,
                    error: error,
                    lastStep: state.entries[place].lastStep,
                    duration: state.entries[place].started.duration(to: now)
                )
            case .step(let server, let what):
                if let place = state.places[server.id] { state.entries[place].lastStep = what }
            case .waiting(let server, _, _, _), .arrived(let server, _, _):
                // The first answer of the cloud tells the name.
                if let name = server.name, let place = state.places[server.id] {
                    state.entries[place].server.name = name
                }
            case .log, .retrying, .secretRevealed, .stopping:
                break
            }
        }
    }
}
