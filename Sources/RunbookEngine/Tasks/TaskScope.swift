import AutomationCore
import Synchronization

/// The tasks that one call of a script's function has started. None outlives it.
///
/// The call waits for its children. A child that fails fails the call: whatever the call waits for, now and later,
/// raises, and its other children are cancelled. A call that fails, or is cancelled, cancels its children. In each case
/// the children have cleaned up before the call is over.
final class TaskScope: Sendable {
    private struct State {
        /// Those that have not ended, by number: a call that starts tasks for hours keeps no trace of each.
        var children: [Int: Task<Void, Never>] = [:]
        var started = 0
        /// There is one as soon as there is a child: most calls start none, and what they do without counts.
        var count: ChildCount?
        var failure: AutomationError?
        /// What the call waits for.
        var wait: Task<Value, any Error>?
        var isCancelled = false
        var isClosed = false
    }

    /// The scope of the call that the current task carries out.
    @TaskLocal static var current: TaskScope?

    private let state = Mutex(State())
    private let executor: any TaskExecutor
    let activity: Activity

    private init(executor: any TaskExecutor, activity: Activity) {
        self.executor = executor
        self.activity = activity
    }

    /// Carries out a call in a scope of its own, and waits for what it starts.
    static func run<Result>(
        executor: any TaskExecutor,
        activity: Activity,
        _ body: () async throws -> Result
    ) async throws -> Result {
        let scope = TaskScope(executor: executor, activity: activity)
        let result: Result
        do {
            result = try await $current.withValue(scope, operation: body)
        } catch {
            guard scope.close() else { throw error }
            scope.cancel()
            await scope.join()
            throw scope.failure ?? error
        }
        guard scope.close() else { return result }
        await withTaskCancellationHandler {
            await scope.join()
        } onCancel: {
            scope.cancel()
        }
        if let failure = scope.failure { throw failure }
        return result
    }

    /// Lets nothing be started any more, and tells whether anything was.
    private func close() -> Bool {
        state.withLock { state in
            state.isClosed = true
            return state.started > 0
        }
    }

    private var failure: AutomationError? { state.withLock { $0.failure } }

    /// Whether the call has started tasks, which may fail while it waits, or have failed.
    var hasChildren: Bool { state.withLock { !$0.children.isEmpty || $0.failure != nil } }

    /// Starts a task that calls a function.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/cancelled`` when the call is being ended.
    func spawn(_ function: any ScriptFunction, _ arguments: [Value]) throws -> TaskHandle {
        let handle = TaskHandle(activity: activity)
        let isOpen = state.withLock { state in
            guard !state.isClosed, !state.isCancelled, state.failure == nil, !Task.isCancelled else { return false }
            let count = state.count ?? ChildCount(activity, parentHandlesEach: false)
            state.count = count
            count.childBegan()
            state.started += 1
            let number = state.started
            let task = Task(executorPreference: executor) { [self] in
                await carryOut(function, arguments, handle)
                count.childEnded()
                self.state.withLock { _ = $0.children.removeValue(forKey: number) }
            }
            handle.begin(task)
            state.children[number] = task
            return true
        }
        guard isOpen else {
            throw AutomationError(.cancelled, "no task can be started by one that is being ended")
        }
        return handle
    }

    private func carryOut(_ function: any ScriptFunction, _ arguments: [Value], _ handle: TaskHandle) async {
        do {
            let values = try await function.call(arguments)
            handle.finish(.success(values.first ?? .none))
        } catch {
            var error = AutomationError(error)
            if handle.wasCancelled {
                // Who cancels a task has no quarrel with its end.
                if error.kind == .cancelled { error = AutomationError(.cancelled, "the task was cancelled") }
            } else {
                fail(with: error)
            }
            handle.finish(.failure(error))
        }
    }

    /// Waits for something, but no longer than until a child fails.
    func interruptible(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let wait = Task(executorPreference: executor, operation: body)
        let failure = state.withLock { state in
            state.wait = wait
            return state.failure
        }
        defer { state.withLock { $0.wait = nil } }
        if failure != nil { wait.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await wait.value
            } onCancel: {
                wait.cancel()
                // The call that waits here is being ended, and what it has started with it.
                cancel()
            }
        } catch {
            guard let failure = self.failure else { throw error }
            throw AutomationError(.cancelled, "a task that was started here has failed: \(failure)", cause: failure)
        }
    }

    private func fail(with error: AutomationError) {
        // Only the first one cancels the others: each of them, cancelled, comes here, too.
        let (isFirst, wait) = state.withLock { state in
            guard state.failure == nil, !state.isCancelled else { return (false, nil as Task<Value, any Error>?) }
            state.failure = error
            return (true, state.wait)
        }
        guard isFirst else { return }
        wait?.cancel()
        cancelChildren()
    }

    private func cancel() {
        state.withLock { $0.isCancelled = true }
        cancelChildren()
    }

    private func cancelChildren() {
        for (_, child) in state.withLock({ $0.children }).sorted(by: { $0.key < $1.key }) { child.cancel() }
    }

    /// Waits until every child has ended.
    private func join() async {
        let (children, count) = state.withLock { ($0.children, $0.count) }
        guard !children.isEmpty else { return }
        count?.parentWaits()
        for (_, child) in children.sorted(by: { $0.key < $1.key }) { await child.value }
        count?.parentGoesOn()
    }
}
