import Synchronization

/// Counts how often in a row an identity service has refused the same name and password.
///
/// Wrong passwords lock the account, and a run has many servers that would each try: after the second one nothing more
/// is sent.
final class RefusedPasswords: Sendable {
    /// The most refusals in a row.
    static let limit = 2

    private let count = Mutex(0)

    /// Whether there were too many.
    var isExhausted: Bool { count.withLock { $0 >= Self.limit } }

    /// One more.
    func add() {
        count.withLock { $0 += 1 }
    }

    /// A password was taken.
    func clear() {
        count.withLock { $0 = 0 }
    }
}
