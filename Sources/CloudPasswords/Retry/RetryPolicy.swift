public import AutomationCore

/// Decides whether a failed request is sent again, and after which pause.
///
/// The pause is drawn between nothing and an exponentially growing limit ("full jitter"), so that many clients that
/// failed together do not come back together. What the cloud asks for in `Retry-After`, or in its throttle message, is
/// waited for first; a pause that the deadline does not allow ends the retries.
public struct RetryPolicy: Sendable {
    /// What to do after a failure.
    public enum Decision: Sendable, Equatable {
        /// Send again after this pause.
        case retry(after: Duration)
        /// Report the failure.
        case stop
    }

    /// The limit of the first pause; it doubles with every attempt.
    public var firstPause: Duration
    /// The limit that no pause exceeds.
    public var longestPause: Duration
    /// The most attempts, the first included.
    public var mostAttempts: Int
    /// The most attempts where the cloud refuses them for there being too many: the next waits in line for its turn
    /// anyway, so that there is no reason to give up soon.
    public static let mostThrottledAttempts = 20

    /// Makes a policy.
    public init(firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(20), mostAttempts: Int = 6) {
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.mostAttempts = mostAttempts
    }

    /// Decides after the attempt with this number, counted from 1.
    public func decide(
        after error: AutomationError,
        attempt: Int,
        effect: Effect,
        timeLeft: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        if error.kind == .throttled {
            // The line behind the quota decides when the next attempt goes out.
            let isInTime = (error.retryAfter ?? .zero) < timeLeft
            return isInTime && mostAttempts > 1 && attempt < Self.mostThrottledAttempts ? .retry(after: .zero) : .stop
        }
        // What the cloud has certainly not done can be sent again, whatever it is.
        guard error.isRetryable, effect != .once || error.isCertainlyNotDone, attempt < mostAttempts else {
            return .stop
        }
        let limit = min(longestPause, firstPause * (1 << min(attempt - 1, 20)))
        // What the cloud asks for is the least; the jitter comes on top, so that not everybody is back at once.
        let pause = (error.retryAfter ?? .zero) + limit * Double.random(in: 0...1, using: &generator)
        return pause < timeLeft ? .retry(after: pause) : .stop
    }
}
