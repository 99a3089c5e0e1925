package import AutomationCore
import Synchronization

/// When an operation with all its attempts must have ended.
///
/// Time in which the operation stood in line behind the account's quota does not count: a line moves it on, for
/// everybody who holds it.
package final class OperationDeadline: Sendable {
    private let end: Mutex<MonotonicInstant>

    /// Sets the end, on the world's clock.
    package init(_ instant: MonotonicInstant) {
        end = Mutex(instant)
    }

    /// The end as it stands now.
    package var instant: MonotonicInstant { end.withLock { $0 } }

    /// Grants as much time as was spent in line.
    package func extend(by duration: Duration) {
        end.withLock { $0 = $0.advanced(by: duration) }
    }
}
