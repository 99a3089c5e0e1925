public import Foundation

/// The clock that waits for the cloud are measured on: injection, restarts and jobs.
///
/// Against a real cloud it is the world's clock. Against a simulator that runs `speed` times faster than life it
/// runs as much faster, so that a fifteen-minute deadline means the same on both sides. Socket time-outs, token
/// lifetimes and signature dates stay on the world's own clock.
public struct CloudClock: Sendable {
    private let base: any WorldClock
    private let speed: Double

    /// Makes a clock that runs `speed` times as fast as `base`.
    public init(base: any WorldClock, speed: Double) {
        self.base = base
        self.speed = speed
    }

    /// The present in cloud time.
    public var now: MonotonicInstant {
        speed == 1 ? base.now : MonotonicInstant(offset: base.now.offset * speed)
    }

    /// Suspends the task until `deadline`, an instant in cloud time, has come: ``now`` is not before it afterwards.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(until deadline: MonotonicInstant) async throws {
        // Durations are rounded when they are divided: what sleeps until an instant that is never quite reached would
        // do so for ever.
        var offset = speed == 1 ? deadline.offset : deadline.offset / speed
        if speed != 1, offset * speed < deadline.offset { offset += .nanoseconds(1) }
        try await base.sleep(until: MonotonicInstant(offset: offset))
    }

    /// How much cloud time has passed since the calendar date `date`; negative when it lies ahead.
    public func age(of date: Date) -> Duration {
        .seconds(base.wallTime.timeIntervalSince(date) * speed)
    }
}
