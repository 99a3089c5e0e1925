import AutomationCore
import Synchronization
import TestSupport

/// Hands every event to all sinks, as a run does.
final class SharedEvents: EventSink {
    let recorded = RecordedEvents()
    private let sinks = Mutex<[any EventSink]>([])

    func add(_ more: [any EventSink]) {
        sinks.withLock { $0 += more }
    }

    func receive(_ event: RunEvent) {
        recorded.receive(event)
        for sink in sinks.withLock({ $0 }) { sink.receive(event) }
    }
}
