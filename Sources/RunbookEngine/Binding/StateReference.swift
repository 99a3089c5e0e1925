import LuaRuntime
import Synchronization

/// Leads from the functions of a Lua state back to the state, which they do not keep alive.
final class StateReference: Sendable {
    private struct Target {
        weak var state: LuaState?
    }

    private let target = Mutex(Target())

    /// Says which state it is, once there is one.
    func set(_ state: LuaState) {
        target.withLock { $0.state = state }
    }

    /// The state; nil when it is gone.
    func get() -> LuaState? {
        target.withLock { $0.state }
    }
}
