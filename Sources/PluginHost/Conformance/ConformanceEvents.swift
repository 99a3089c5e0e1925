import AutomationCore
import Synchronization

/// Keeps what a plugin lets the run hear.
final class ConformanceEvents: EventSink {
    /// Nobody reads more; a plugin that goes on for ever must not use up the memory.
    private static let most = 100_000

    private let events = Mutex<[RunEvent]>([])

    func receive(_ event: RunEvent) {
        events.withLock { if $0.count < Self.most { $0.append(event) } }
    }

    var all: [RunEvent] { events.withLock { $0 } }

    /// The lines of the log.
    var lines: [String] { all.compactMap { if case .log(_, let line, _) = $0 { line } else { nil } } }

    /// The lines of the log that tell of something wrong.
    var complaints: [String] {
        all.compactMap { event in
            switch event {
            case .log(.warning, let line, _), .log(.error, let line, _): line
            default: nil
            }
        }
    }
}
