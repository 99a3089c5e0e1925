import AutomationCore

/// The requests that a process plugin has been sent, by their ids. No id is used twice.
struct RequestTable<Waiter> {
    /// What to do about an answer.
    enum Answer {
        /// It is what this one waits for.
        case awaited(Waiter)
        /// Nobody waits any more.
        case late
        /// There is no such request.
        case unknown
        /// It has been answered already.
        case repeated
    }

    /// A request whose time is up.
    struct Overdue {
        var id: Int64
        var waiter: Waiter
        var isCancelled: Bool
    }

    private struct Pending {
        var waiter: Waiter
        var deadline: MonotonicInstant
        var isCancelled = false
    }

    /// How many were given up after they had been cancelled.
    private(set) var givenUp = 0
    private var last: Int64 = 0
    private var pending: [Int64: Pending] = [:]
    /// Those that were given up before they were answered.
    private var abandoned: Set<Int64> = []
    /// Those that have an id and are not sent.
    private var reserved: Set<Int64> = []

    /// How many are waited for.
    var count: Int { pending.count }

    /// When the next one is overdue; nil when none is waited for.
    var nextDeadline: MonotonicInstant? { pending.values.map(\.deadline).min() }

    /// Takes an id for a request that is about to be sent.
    mutating func reserve() -> Int64 {
        last += 1
        reserved.insert(last)
        return last
    }

    /// Notes that a reserved request is sent; false when it was cancelled before.
    mutating func send(_ id: Int64, _ waiter: Waiter, deadline: MonotonicInstant) -> Bool {
        guard reserved.remove(id) != nil else { return false }
        pending[id] = Pending(waiter: waiter, deadline: deadline)
        return true
    }

    /// Notes an answer.
    mutating func answer(_ id: Int64) -> Answer {
        if let found = pending.removeValue(forKey: id) { return .awaited(found.waiter) }
        if abandoned.remove(id) != nil { return .late }
        return id >= 1 && id <= last && !reserved.contains(id) ? .repeated : .unknown
    }

    /// Notes that whoever waits was cancelled, and waits until `deadline` at most; false when the plugin need not know.
    mutating func cancel(_ id: Int64, deadline: MonotonicInstant) -> Bool {
        if reserved.remove(id) != nil { return false }
        guard var found = pending[id], !found.isCancelled else { return false }
        found.isCancelled = true
        found.deadline = min(found.deadline, deadline)
        pending[id] = found
        return true
    }

    /// Gives up those that are overdue.
    mutating func expire(_ now: MonotonicInstant) -> [Overdue] {
        let overdue = pending.filter { $0.value.deadline <= now }.sorted { $0.key < $1.key }
        for (id, _) in overdue {
            pending[id] = nil
            abandoned.insert(id)
        }
        givenUp += overdue.count { $0.value.isCancelled }
        return overdue.map { Overdue(id: $0.key, waiter: $0.value.waiter, isCancelled: $0.value.isCancelled) }
    }

    /// Gives up all.
    mutating func drain() -> [Waiter] {
        defer {
            abandoned.formUnion(pending.keys)
            pending = [:]
        }
        return pending.sorted { $0.key < $1.key }.map(\.value.waiter)
    }
}
