import AutomationCore
import Synchronization

/// A number of permits that tasks take and give back. Who waits for one gets it in the order of coming.
final class Semaphore: HostObject {
    private struct Waiter {
        var ticket: WaitingLine<Void>.Ticket
        /// The wait as ``Activity`` knows it.
        var blocked: Int
    }

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
    }

    private let state: Mutex<State>
    private let line = WaitingLine<Void>()
    private let permits: Int
    private let activity: Activity

    init(permits: Int, activity: Activity) {
        self.permits = permits
        self.activity = activity
        state = Mutex(State(free: permits))
    }

    /// Takes a permit, and waits until there is one.
    func acquire() async throws {
        try Task.checkCancellation()
        let line = line
        let waiter: Waiter? = state.withLock { state in
            guard state.free == 0 else {
                state.free -= 1
                return nil
            }
            let ticket = line.join()
            let waiter = Waiter(ticket: ticket, blocked: activity.block { line.fail($0, to: ticket) })
            state.waiters.append(waiter)
            return waiter
        }
        guard let waiter else { return }
        do {
            try await line.wait(waiter.ticket)
        } catch {
            activity.unblock(waiter.blocked)
            state.withLock { $0.waiters.removeAll { $0.blocked == waiter.blocked } }
            throw error
        }
    }

    /// Gives a permit back; the one who has waited longest gets it.
    func release() throws {
        let isTooMany = state.withLock { state in
            while !state.waiters.isEmpty {
                let first = state.waiters.removeFirst()
                activity.unblock(first.blocked)
                if line.hand((), to: first.ticket) { return false }
            }
            guard state.free < permits else { return true }
            state.free += 1
            return false
        }
        guard isTooMany else { return }
        throw AutomationError(
            .script,
            "the semaphore has all its permits back already",
            hint: "release once for each acquire, or let semaphore:use(fn) do both"
        )
    }

    // MARK: - As scripts see it

    static let objectType = ObjectType(
        name: "semaphore",
        summary: "Lets a number of tasks through at a time.",
        methods: [
            HostFunction(
                "use",
                summary: "Calls a function with a permit, which is given back however the function ends.",
                parameters: [Parameter("fn", .function, "what to do with the permit")],
                returns: .init(.any, "what the function has returned first"),
                errors: [.deadlock],
                effect: .once,
                body: .suspending { call in
                    let semaphore = try call.receiver(as: Semaphore.self)
                    guard let function = call.scriptFunction("fn") else { return .none }
                    try await semaphore.acquire()
                    do {
                        let values = try await function.call([])
                        try semaphore.release()
                        return values.first ?? .none
                    } catch {
                        try semaphore.release()
                        throw error
                    }
                }
            ),
            HostFunction(
                "acquire",
                summary: "Takes a permit; waits until there is one.",
                errors: [.deadlock],
                effect: .once,
                body: .suspending { call in
                    try await call.receiver(as: Semaphore.self).acquire()
                    return .none
                }
            ),
            HostFunction(
                "release",
                summary: "Gives a permit back.",
                errors: [.script],
                effect: .once,
                body: .immediate { call in
                    try call.receiver(as: Semaphore.self).release()
                    return .none
                }
            ),
        ]
    )

    var displayText: String { "<semaphore>" }
}
