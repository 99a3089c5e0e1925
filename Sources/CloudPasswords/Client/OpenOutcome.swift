import Synchronization

/// Whether an attempt at a request may have been carried out though its answer was lost.
///
/// A later attempt that is answered says nothing of an earlier one, so who asks to know hands one in.
package final class OpenOutcome: Sendable {
    private let flag = Mutex(false)

    package init() {}

    /// Whether there was such an attempt.
    package var isOpen: Bool { flag.withLock { $0 } }

    /// Notes that there was one.
    package func open() {
        flag.withLock { $0 = true }
    }
}
