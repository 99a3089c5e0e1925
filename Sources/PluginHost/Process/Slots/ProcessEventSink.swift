import AutomationCore
import Synchronization

/// Tells a process plugin what happens in the run. One that has died is started again, once, and hears what has happened
/// meanwhile.
final class ProcessEventSink: EventSink {
    /// The most events that wait for a plugin which is being started again.
    private static let capacity = 10_000

    private struct State {
        /// Events that wait, in JSON; nil while none has to.
        var waiting: [[UInt8]]?
        /// Whether the plugin was told no event that somebody has not been told of.
        var hasFailed = false
    }

    private let requests: PluginRequests
    private let context: PluginContext
    private let state = Mutex(State())

    init(requests: PluginRequests, context: PluginContext) {
        self.requests = requests
        self.context = context
    }

    func receive(_ event: RunEvent) {
        guard !PluginLog.isSpeaking, case .record(let fields) = event.record,
            let parameters = try? requests.encoded(fields)
        else { return }
        let isWaiting = state.withLock { state in
            guard let count = state.waiting?.count else { return false }
            if count < Self.capacity { state.waiting?.append(parameters) }
            return true
        }
        guard !isWaiting, !requests.process.notify("event", parameters: parameters) else { return }
        guard requests.process.hasDied else {
            return fail(AutomationError(.plugin, "it does not read: events are lost to it"))
        }
        let isFirst = state.withLock { state in
            guard !state.hasFailed else { return false }
            defer { state.waiting = (state.waiting ?? []) + [parameters] }
            return state.waiting == nil
        }
        guard isFirst else { return }
        // Nothing of the task that the event comes from belongs to it.
        Task.detached(executorPreference: requests.process.world.executor) { [self] in await revive() }
    }

    /// Starts the plugin again, and tells it what has happened since it died.
    private func revive() async {
        do {
            let connection = try await requests.process.running()
            while let events = next() {
                for parameters in events where !connection.notify("event", parameters: parameters) {
                    return fail(AutomationError(.plugin, "it does not read: events are lost to it"))
                }
            }
        } catch {
            fail(AutomationError(error))
        }
    }

    private func next() -> [[UInt8]]? {
        state.withLock { state in
            guard let waiting = state.waiting, !waiting.isEmpty else {
                state.waiting = nil
                return nil
            }
            state.waiting = []
            return waiting
        }
    }

    /// Said once: a plugin that does not hear will not hear the next ones either.
    private func fail(_ error: AutomationError) {
        let isFirst = state.withLock { state in
            defer { state = State(hasFailed: true) }
            return !state.hasFailed
        }
        guard isFirst else { return }
        let prefix = "plugin \"\(requests.process.name)\": "
        let problem = error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : error.message
        let text = problem.hasSuffix("are lost to it") ? problem : problem + "; events are lost to it"
        requests.process.log.receive(.warning, text)
        context.reportFailure(AutomationError(error.kind, prefix + text))
    }
}
