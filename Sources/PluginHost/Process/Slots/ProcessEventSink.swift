import AutomationCore
import Synchronization

/// Tells a process plugin what happens in the run.
final class ProcessEventSink: EventSink {
    private let requests: PluginRequests
    /// How many events the plugin was not told of.
    private let missed = Mutex(0)

    init(requests: PluginRequests) {
        self.requests = requests
    }

    func receive(_ event: RunEvent) {
        guard !PluginLog.isSpeaking, case .record(let fields) = event.record,
            let parameters = try? requests.encoded(fields)
        else { return }
        if requests.process.notify("event", parameters: parameters) { return }
        // Said once: a plugin that does not read will not read the next ones either.
        let isFirst = missed.withLock { missed in
            missed += 1
            return missed == 1
        }
        if isFirst { requests.process.log.receive(.warning, "it does not read: events are lost to it") }
    }
}
