import Foundation

/// Who has failed how often to prove who they are, and is locked for it.
struct AttemptLocks: Sendable {
    /// How many failures in a row lock.
    let limit: Int
    /// For how long, in cloud time.
    let duration: Duration

    private var failures: [String: Int] = [:]
    private var lockedUntil: [String: Date] = [:]

    init(limit: Int, duration: Duration) {
        self.limit = limit
        self.duration = duration
    }

    mutating func isLocked(_ id: String, at now: Date) -> Bool {
        guard let end = lockedUntil[id] else { return false }
        if now < end { return true }
        lockedUntil[id] = nil
        return false
    }

    mutating func noteSuccess(_ id: String) {
        failures[id] = nil
    }

    /// - Parameter seconds: the ``duration`` in wall time.
    mutating func noteFailure(_ id: String, at now: Date, lockedFor seconds: Double) {
        failures[id, default: 0] += 1
        guard failures[id, default: 0] >= limit else { return }
        failures[id] = nil
        lockedUntil[id] = now.addingTimeInterval(seconds)
    }
}
