import AutomationCore
import Synchronization

/// How many servers of a fleet may fail before no further one is started.
final class FailureLimit: Sendable {
    private struct State {
        var failed = 0
        var notStarted = 0
    }

    private let allowed: Int?
    private let count: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - amount: How many may fail; nil for all.
    ///   - servers: How many there are.
    init(_ amount: Amount?, servers: Int) {
        allowed = amount?.count(of: servers)
        count = servers
    }

    /// Whether more have failed than may.
    var isExceeded: Bool {
        guard let allowed else { return false }
        return state.withLock { $0.failed > allowed }
    }

    /// Takes note of a server that has failed.
    func countFailure() { state.withLock { $0.failed += 1 } }

    /// Takes note of a server that is left alone, and gives the error that it is reported with.
    func leaveOut(_ server: Server) -> AutomationError {
        state.withLock { $0.notStarted += 1 }
        return AutomationError(
            .tooManyFailures,
            "not started, because too many others have failed",
            server: server.label
        )
    }

    /// What to say of the whole; nil when no more have failed than may.
    var error: AutomationError? {
        guard let allowed, isExceeded else { return nil }
        let (failed, notStarted) = state.withLock { ($0.failed, $0.notStarted) }
        return AutomationError(
            .tooManyFailures,
            "\(failed) of \(count) servers failed, and only \(allowed) may; \(notStarted) were not started",
            operation: "fleet.each",
            hint: "mend what made them fail, and run it again for those that are left; max_failures sets how many may"
        )
    }
}
