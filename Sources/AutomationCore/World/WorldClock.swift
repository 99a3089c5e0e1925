public import Foundation

/// Where all time comes from: nothing else in Latchkey reads a clock or sleeps.
///
/// The real world has ``SystemClock``; the simulated world has a clock that jumps to the next deadline when nothing
/// can run, so that a ten-minute wait costs no time at all.
public protocol WorldClock: Sendable {
    /// The present on a clock that never goes back.
    var now: MonotonicInstant { get }

    /// The present as a calendar date, for signatures, token lifetimes and what servers say about themselves.
    var wallTime: Date { get }

    /// Suspends the task until `deadline`.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled, at once if it already was.
    func sleep(until deadline: MonotonicInstant) async throws
}

extension WorldClock {
    /// Suspends the task for `duration`; returns at once when it is zero or negative.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration))
    }
}
