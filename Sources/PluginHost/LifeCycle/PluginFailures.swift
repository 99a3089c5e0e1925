public import AutomationCore
import Synchronization

/// The failures of a run's plugins which no runbook hears of, and that a run ends because of one.
public final class PluginFailures: Sendable {
    private struct State {
        var reason: AutomationError?
        var stop: (@Sendable (AutomationError) -> Void)?
    }

    private let state = Mutex(State())

    /// Nothing has failed.
    public init() {}

    /// The failure that has ended the run, or would have, had it not been over; nil when there was none.
    public var reason: AutomationError? { state.withLock { $0.reason } }

    /// Calls `stop` when a plugin fails without which the run must not go on; at once when one has.
    public func onStop(_ stop: (@Sendable (AutomationError) -> Void)?) {
        let reason = state.withLock { state in
            state.stop = stop
            return state.reason
        }
        if let reason { stop?(reason) }
    }

    /// Notes the failure of a plugin that the run must not go on without.
    func end(_ error: AutomationError) {
        let stop = state.withLock { state in
            guard state.reason == nil else { return nil as (@Sendable (AutomationError) -> Void)? }
            state.reason = error
            return state.stop
        }
        stop?(error)
    }
}
