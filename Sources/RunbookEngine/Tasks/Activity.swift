import AutomationCore
import Synchronization

/// Counts what can still go on in a run, and notices when nothing can.
///
/// A task of the script is busy while it computes, and while it waits for the world: a server, a timer, a person. It is
/// blocked while only another task of the script can end its wait. When every task is blocked none will ever go on; each
/// is then told so, instead of the run standing still for good.
final class Activity: Sendable {
    /// A task that waits for another one.
    private struct Blocked {
        var fail: @Sendable (AutomationError) -> Void
    }

    private struct State {
        var busy = 0
        var next = 0
        var blocked: [Int: Blocked] = [:]
        var isResolving = false
    }

    private let state = Mutex(State())
    private let executor: any TaskExecutor
    /// Where every task of the script stands.
    private let tracebacks: @Sendable () async -> [String]

    init(executor: any TaskExecutor, tracebacks: @escaping @Sendable () async -> [String]) {
        self.executor = executor
        self.tracebacks = tracebacks
    }

    /// A task, or a timer that a task waits for, has begun.
    func began() { change(by: 1) }

    /// A task, or a timer, has ended.
    func ended() { change(by: -1) }

    /// Changes how many are busy, and looks whether nobody is any more.
    func change(by number: Int) {
        let isStuck = state.withLock { state in
            state.busy += number
            return Self.isStuck(&state)
        }
        if isStuck { resolve() }
    }

    /// The calling task now waits for another one.
    ///
    /// - Parameter fail: Ends the wait with an error.
    /// - Returns: What ``unblock(_:)`` takes.
    func block(fail: @escaping @Sendable (AutomationError) -> Void) -> Int {
        let (number, isStuck) = state.withLock { state in
            state.next += 1
            state.blocked[state.next] = Blocked(fail: fail)
            state.busy -= 1
            return (state.next, Self.isStuck(&state))
        }
        if isStuck { resolve() }
        return number
    }

    /// The wait is over, or will be as soon as its task runs. Whoever ends it says so before the task knows.
    func unblock(_ number: Int) {
        state.withLock { state in
            if state.blocked.removeValue(forKey: number) != nil { state.busy += 1 }
        }
    }

    private static func isStuck(_ state: inout State) -> Bool {
        guard state.busy == 0, !state.blocked.isEmpty, !state.isResolving else { return false }
        state.isResolving = true
        return true
    }

    /// Tells every blocked task that its wait will not end.
    private func resolve() {
        Task(executorPreference: executor) { [self] in
            let places = await tracebacks()
            let waiting = state.withLock { state in
                state.isResolving = false
                // Whoever was cancelled meanwhile goes on.
                return state.busy == 0 ? state.blocked.sorted { $0.key < $1.key }.map(\.value) : []
            }
            guard !waiting.isEmpty else { return }
            var error = AutomationError(
                .deadlock,
                "every task waits for another one, so none can go on",
                hint: "release what others wait for, and let no two tasks wait for each other; where they stand:\n"
                    + places.enumerated().map { "task \($0 + 1): \($1)" }.joined(separator: "\n")
            )
            error.isRetryable = false
            for blocked in waiting { blocked.fail(error) }
        }
    }
}
