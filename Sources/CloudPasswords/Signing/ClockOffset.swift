public import Foundation
import Synchronization

/// By how much this machine's clock differs from the cloud's, as far as the cloud has said so.
///
/// One for all clients of a run: set once, by the first refusal that tells the cloud's time, and never again, so that
/// an answer that lies cannot move the dates of a whole run to and fro.
public final class ClockOffset: Sendable {
    private let correction = Mutex<Duration?>(nil)

    /// Trusts this machine's clock until the cloud contradicts.
    public init() {}

    /// What to add to this machine's time; zero while nothing is known against it.
    public var value: Duration { correction.withLock { $0 ?? .zero } }

    /// The cloud's time when this machine's clock shows `date`.
    public func corrected(_ date: Date) -> Date {
        date.addingTimeInterval(value / .seconds(1))
    }

    /// Whether a correction has been taken on.
    var isSet: Bool { correction.withLock { $0 != nil } }

    /// Takes a correction on; false when there is one already.
    @discardableResult
    package func set(_ value: Duration) -> Bool {
        correction.withLock { correction in
            guard correction == nil else { return false }
            correction = value
            return true
        }
    }
}
