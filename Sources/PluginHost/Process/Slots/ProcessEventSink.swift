import AutomationCore
import Synchronization

/// Tells a process plugin what happens in the run. One that has died is started again, once, and hears what has happened
/// since; what it had not read when it died is lost.
final class ProcessEventSink: EventSink {
    /// The most events that wait for a plugin which is being started again.
    private static let capacity = 10_000
    /// How long the end of a run waits for that.
    private static let patience = Duration.seconds(5)

    private struct State {
        /// Events that wait, in JSON; nil while none has to.
        var waiting: [[UInt8]]?
        /// Starts the plugin again, and tells it what has waited.
        var revival: Task<Void, Never>?
        /// Whether it is known that the plugin hears no more: that is said once.
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
        switch keep(parameters) {
        case true?: return
        case false?: return fail("too much has happened while it was started again; events are lost to it")
        case nil: break
        }
        switch requests.process.notify("event", parameters: parameters) {
        case .sent, .over: return
        case .unread: fail("it does not read: events are lost to it")
        case .dead: revive(for: parameters)
        }
    }

    /// Lets an event wait where others do; false when no more can, nil when none has to.
    private func keep(_ parameters: [UInt8]) -> Bool? {
        state.withLock { state in
            guard let count = state.waiting?.count else { return nil }
            guard count < Self.capacity else { return false }
            state.waiting?.append(parameters)
            return true
        }
    }

    private func revive(for parameters: [UInt8]) {
        state.withLock { state in
            guard !state.hasFailed else { return }
            state.waiting = (state.waiting ?? []) + [parameters]
            guard state.revival == nil else { return }
            // Nothing of the task that the event comes from belongs to it.
            state.revival = Task.detached(executorPreference: requests.process.world.executor) { [self] in
                await revive()
            }
        }
    }

    /// Starts the plugin again, and tells it what has happened since it died.
    private func revive() async {
        do {
            _ = try await requests.process.running()
            tell("what it had not read when it ended is lost to it")
            while let events = next() {
                for parameters in events {
                    guard case .sent = requests.process.notify("event", parameters: parameters) else {
                        return fail("it does not read: events are lost to it")
                    }
                }
            }
        } catch {
            let isOver = error is CancellationError
            fail((isOver ? "the run ended before it was ready" : named(error)) + "; events are lost to it")
        }
    }

    private func next() -> [[UInt8]]? {
        state.withLock { state in
            guard let waiting = state.waiting, !waiting.isEmpty else {
                state.waiting = nil
                state.revival = nil
                return nil
            }
            state.waiting = []
            return waiting
        }
    }

    /// Waits for a plugin that is being started again to hear what has happened, but not for long.
    func close() async {
        guard let revival = state.withLock({ $0.revival }) else { return }
        let clock = requests.process.world.clock
        await withTaskGroup { group in
            group.addTask {
                await withTaskCancellationHandler {
                    await revival.value
                } onCancel: {
                    revival.cancel()
                }
            }
            group.addTask { try? await clock.sleep(for: Self.patience) }
            await group.next()
            group.cancelAll()
        }
    }

    private func fail(_ problem: String) {
        let isFirst = state.withLock { state in
            defer { state = State(hasFailed: true) }
            return !state.hasFailed
        }
        if isFirst { tell(problem) }
    }

    /// Says it to whoever watches the run, and to whoever decides about it.
    private func tell(_ problem: String) {
        requests.process.log.tell(problem)
        context.reportFailure(AutomationError(.plugin, "plugin \"\(requests.process.name)\": \(problem)"))
    }

    /// What an error says, without the plugin's name, which the log puts in front of each line.
    private func named(_ error: any Error) -> String {
        let message = AutomationError(error).message
        let prefix = "plugin \"\(requests.process.name)\": "
        return message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message
    }
}
