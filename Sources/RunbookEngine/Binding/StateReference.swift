import AutomationCore
import LuaRuntime
import Synchronization

/// Leads from the functions of a Lua state back to the state, which they do not keep alive, and to what its tasks share.
final class StateReference: Sendable {
    private final class Target: Sendable {
        private struct Content {
            weak var state: LuaState?
        }

        private let content = Mutex(Content())

        var state: LuaState? {
            get { content.withLock { $0.state } }
            set { content.withLock { $0.state = newValue } }
        }
    }

    private let target = Target()
    /// What of the script can go on.
    let activity: Activity
    /// Where the script's tasks run.
    let executor: any TaskExecutor
    /// Whether calls can start tasks. Those that cannot do without a scope, which costs as much as half a call.
    let startsTasks: Bool

    init(executor: any TaskExecutor, startsTasks: Bool = true) {
        self.executor = executor
        self.startsTasks = startsTasks
        activity = Activity(executor: executor) { [target] in await target.state?.tracebacks ?? [] }
    }

    /// Says which state it is, once there is one.
    func set(_ state: LuaState) {
        target.state = state
    }

    /// The state; nil when it is gone.
    func get() -> LuaState? {
        target.state
    }

    /// Calls a function of the script, in a scope for the tasks that it starts.
    func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) async throws -> [LuaValue] {
        guard let lua = get() else { throw AutomationError(.script, "the script has ended") }
        return try await TaskScope.run(executor: executor, activity: activity) {
            try await lua.call(function, arguments)
        }
    }
}
