public import AutomationCore
import Synchronization

/// Keeps every event of a run, in order.
public final class RecordedEvents: EventSink {
    private let events = Mutex<[RunEvent]>([])

    /// Begins with none.
    public init() {}

    public func receive(_ event: RunEvent) {
        events.withLock { $0.append(event) }
    }

    /// What was received so far.
    public var all: [RunEvent] { events.withLock { $0 } }

    /// The texts of the log lines so far.
    public var logLines: [String] {
        all.compactMap { if case .log(_, let line, _) = $0 { line } else { nil } }
    }
}
