import AutomationCore
import LuaRuntime
import Synchronization

/// The event sink of a Lua plugin: a queue, and one task that carries the events to the plugin, in their order.
final class LuaEventSink: EventSink {
    /// More wait for a plugin than that are dropped.
    static let capacity = 10_000
    /// How long the plugin may take for what is left at the end.
    static let flushing = Duration.seconds(5)

    private struct State {
        var queue: [RunEvent] = []
        /// Those that are not delivered yet, with the ones that have been taken out of the queue for it.
        var waiting = 0
        var dropped = 0
        var failures = 0
        var delivery: Task<Void, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let plugin: LuaPluginState
    private let function: LuaFunction

    private let onFailure: @Sendable (AutomationError) -> Void

    /// - Parameter onFailure: Hears of each failure and of events that were lost.
    init(plugin: LuaPluginState, function: LuaFunction, onFailure: @escaping @Sendable (AutomationError) -> Void) {
        self.plugin = plugin
        self.function = function
        self.onFailure = onFailure
    }

    func receive(_ event: RunEvent) {
        guard !PluginEvents.isDelivering else { return }
        state.withLock { state in
            guard !state.isClosed else { return }
            guard state.waiting < Self.capacity else {
                state.dropped += 1
                return
            }
            state.queue.append(event)
            state.waiting += 1
            if state.delivery == nil {
                // Nothing of the task that the event comes from belongs to its delivery.
                state.delivery = Task.detached(executorPreference: plugin.context.world.executor) { [self] in
                    await PluginEvents.$isDelivering.withValue(true) { await deliver() }
                }
            }
        }
    }

    private func deliver() async {
        while let events = next() {
            for event in events {
                if Task.isCancelled { return }
                do {
                    _ = try await plugin.ask(.event, function, [LuaValue(event.record)])
                } catch {
                    if Task.isCancelled { return }
                    note(error)
                }
                state.withLock { $0.waiting -= 1 }
            }
        }
    }

    /// The events that have come since; nil, and the task is over, when there are none.
    private func next() -> [RunEvent]? {
        state.withLock { state in
            guard !state.queue.isEmpty else {
                state.delivery = nil
                return nil
            }
            defer { state.queue = [] }
            return state.queue
        }
    }

    /// Tells of the first failure; what comes after it is counted.
    private func note(_ error: any Error) {
        let isFirst = state.withLock { state in
            state.failures += 1
            return state.failures == 1
        }
        let error = AutomationError(error)
        if isFirst { warn("event failed, and is not told of again: \(error.message)" + error.advice) }
        onFailure(error)
    }

    /// Takes no more events, and waits until the plugin has heard all, or for ``flushing``.
    func close() async {
        let delivery = state.withLock { state in
            state.isClosed = true
            return state.delivery
        }
        if let delivery {
            _ = try? await TimeBound.run(Self.flushing, clock: plugin.context.world.clock) {
                await withTaskCancellationHandler {
                    await delivery.value
                } onCancel: {
                    delivery.cancel()
                }
            }
        }
        let (lost, failures) = state.withLock { state in
            defer { state = State(isClosed: true) }
            return (state.waiting + state.dropped, state.failures)
        }
        if lost > 0 {
            let text = "\(lost) event\(lost == 1 ? " was" : "s were") not told to it: it took too long"
            warn(text)
            onFailure(AutomationError(.plugin, text))
        }
        if failures > 1 { warn("event failed \(failures) times") }
    }

    private func warn(_ text: String) {
        PluginEvents.$isDelivering.withValue(true) { plugin.tell(text) }
    }
}
