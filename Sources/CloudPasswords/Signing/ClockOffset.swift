public import Foundation
import Synchronization

/// By how much this machine's clock differs from the cloud's, as far as the cloud has said so.
///
/// One for all requests of a client: set by a refusal that tells the cloud's time, and only a few times, so that answers
/// that lie cannot move the dates of a whole run to and fro.
public final class ClockOffset: Sendable {
    private struct State {
        var value = Duration.zero
        var count = 0
        var isTold = true
    }

    /// A clock that is set while a run goes on makes a correction wrong; more than this many are no clock's fault.
    private static let mostCorrections = 3

    private let state = Mutex(State())

    /// Trusts this machine's clock until the cloud contradicts.
    public init() {}

    /// What to add to this machine's time; zero while nothing is known against it.
    public var value: Duration { state.withLock { $0.value } }

    /// The cloud's time when this machine's clock shows `date`.
    public func corrected(_ date: Date) -> Date {
        date.addingTimeInterval(value / .seconds(1))
    }

    /// Takes a correction on.
    ///
    /// - Parameters:
    ///   - correction: By how much a request's date was wrong, as the cloud says.
    ///   - used: What ``value`` was when that request was signed.
    /// - Returns: Whether signing anew may help: false after too many corrections, and for one of nothing.
    @discardableResult
    package func correct(by correction: Duration, from used: Duration) -> Bool {
        state.withLock { state in
            // Of many requests that were under way the first one corrects the clock for all.
            guard state.value == used else { return true }
            guard correction != .zero, state.count < Self.mostCorrections else { return false }
            state.value = used + correction
            state.count += 1
            state.isTold = false
            return true
        }
    }

    /// The correction, for the one who is to tell of it: once.
    func takeNews() -> Duration? {
        state.withLock { state in
            defer { state.isTold = true }
            return state.isTold ? nil : state.value
        }
    }
}
