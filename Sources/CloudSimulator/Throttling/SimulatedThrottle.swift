import AutomationCore
import Foundation

/// How often an account may call certain operations, for all its servers together.
///
/// The strictest reading of a limit: a call is admitted only when fewer than ``limit`` calls were admitted within
/// ``window`` before it, wherever on the clock the window begins. Calls that are refused, here or before by a wrong
/// token, do not count. The published limits for the twins of the password APIs are in ``published``.
public struct SimulatedThrottle: Sendable {
    /// The operations that count together.
    public let operations: ThrottledOperations
    /// How many calls are admitted in a window; 0 admits none.
    public let limit: Int
    /// How long a call counts, in cloud time.
    public let window: Duration
    /// How a refusal looks.
    public let shape: Shape

    /// How a refusal looks: the layers of the cloud throttle in different words.
    public enum Shape: Sendable, Equatable, CaseIterable {
        /// The gateway's 429 with `APIGW.0308`; the policy is in the text, there is no `Retry-After`.
        case gateway
        /// The service's 503 with `Common.1503`.
        case flowControl
        /// The 202 that looks like success, with `Common.0024` in its body.
        case acceptedFlowControl
        /// Nova's 429 `overLimit`, with `Retry-After`.
        case overLimit
    }

    /// When the last admitted calls came: never more than `limit`, of which `oldest` is the next to be overwritten.
    private var admissions: [Date] = []
    private var oldest = 0

    /// Declares a limit.
    ///
    /// - Parameters:
    ///   - limit: how many calls are admitted in a window.
    ///   - window: how long a call counts, in cloud time.
    ///   - shape: how a refusal looks.
    public init(
        _ operations: ThrottledOperations,
        limit: Int,
        window: Duration = .seconds(60),
        shape: Shape = .gateway
    ) {
        self.operations = operations
        self.limit = max(0, limit)
        self.window = window
        self.shape = shape
    }

    /// The limits that are published for the bare metal twins of the password APIs; none are published for these.
    ///
    /// Source: BMS API reference, overview: 500 flags, 50 resets, 50 reads, 50 clears and 2000 jobs a minute.
    public static let published: [SimulatedThrottle] = [
        SimulatedThrottle(.showFlag, limit: 500),
        SimulatedThrottle(.resetPassword, limit: 50),
        SimulatedThrottle(.showPassword, limit: 50),
        SimulatedThrottle(.clearPassword, limit: 50),
        SimulatedThrottle(.showJob, limit: 2000),
    ]

    /// How long a call that comes at `now` is too early, in seconds of wall time; nil when it may pass.
    ///
    /// - Parameter window: the window in seconds of wall time.
    func wait(at now: Date, window: Double) -> Double? {
        guard limit > 0 else { return window }
        guard admissions.count == limit else { return nil }
        let wait = window - now.timeIntervalSince(admissions[oldest])
        // A date holds no more than a tenth of a microsecond: less than a whole one is no difference.
        return wait > 0.000_001 ? wait : nil
    }

    /// Counts a call that is let through.
    mutating func admit(at now: Date) {
        guard limit > 0 else { return }
        if admissions.count < limit {
            admissions.append(now)
        } else {
            admissions[oldest] = now
            oldest = (oldest + 1) % limit
        }
    }
}
