import AutomationCore
import Synchronization

/// A task of the script, as the script holds it. Whoever awaits it only looks on: it belongs to the call that started it.
final class TaskHandle: HostObject {
    private struct State {
        var outcome: Result<Value, AutomationError>?
        var task: Task<Void, Never>?
        var wasCancelled = false
        /// Those who wait for the outcome, as ``Activity`` knows them.
        var blocked: [Int] = []
    }

    private let state = Mutex(State())
    private let line = WaitingLine<Void>()
    private let activity: Activity

    init(activity: Activity) {
        self.activity = activity
    }

    func begin(_ task: Task<Void, Never>) {
        state.withLock { if $0.outcome == nil { $0.task = task } }
    }

    func finish(_ outcome: Result<Value, AutomationError>) {
        let blocked = state.withLock { state in
            state.outcome = outcome
            // Who keeps the handle does not keep what it took to carry the task out.
            state.task = nil
            defer { state.blocked = [] }
            return state.blocked
        }
        for number in blocked { activity.unblock(number) }
        line.wake()
    }

    /// Whether the script has asked it to end.
    var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

    /// Asks the task to end.
    func cancel() {
        let task = state.withLock { state in
            if state.outcome == nil { state.wasCancelled = true }
            return state.task
        }
        task?.cancel()
    }

    /// Waits until the task has ended.
    ///
    /// - Returns: What its function has returned first.
    /// - Throws: What it has failed with.
    func value() async throws -> Value {
        let ticket = line.join()
        if let outcome = state.withLock({ $0.outcome }) {
            line.leave(ticket)
            return try outcome.get()
        }
        let line = line
        let number = activity.block { line.fail($0, to: ticket) }
        let outcome = state.withLock { state in
            if state.outcome == nil { state.blocked.append(number) }
            return state.outcome
        }
        defer { activity.unblock(number) }
        if let outcome {
            line.leave(ticket)
            return try outcome.get()
        }
        try await line.wait(ticket)
        guard let outcome = state.withLock({ $0.outcome }) else { return .none }
        return try outcome.get()
    }

    private var status: String {
        state.withLock { state in
            switch state.outcome {
            case nil: state.wasCancelled ? "cancelling" : "running"
            case .success: "done"
            case .failure: state.wasCancelled ? "cancelled" : "failed"
            }
        }
    }

    // MARK: - As scripts see it

    static let objectType = ObjectType(
        name: "task",
        summary: "Something that goes on beside the code that started it.",
        methods: [
            HostFunction(
                "await",
                summary: "Waits until the task has ended.",
                returns: .init(.any, "what its function has returned first; what it failed with is raised"),
                errors: [.deadlock],
                effect: .read,
                body: .suspending { call in try await call.receiver(as: TaskHandle.self).value() }
            ),
            HostFunction(
                "cancel",
                summary: "Ends the task: whatever it waits for, now and later, raises. Its end is no failure then.",
                effect: .idempotent,
                body: .immediate { call in
                    try call.receiver(as: TaskHandle.self).cancel()
                    return .none
                }
            ),
            HostFunction(
                "status",
                summary: "Says how the task is doing.",
                returns: .init(
                    .choice(["running", "cancelling", "done", "failed", "cancelled"]),
                    "cancelling: asked to end, and not there yet"
                ),
                effect: .read,
                body: .immediate { call in .string(try call.receiver(as: TaskHandle.self).status) }
            ),
        ]
    )

    var displayText: String { "<task, \(status)>" }
}
