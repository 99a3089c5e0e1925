public import Foundation

/// The machine's own clocks.
public struct SystemClock: WorldClock {
    private let clock = ContinuousClock()
    private let origin: ContinuousClock.Instant

    /// Starts a clock whose origin is now.
    public init() {
        origin = clock.now
    }

    public var now: MonotonicInstant {
        MonotonicInstant(offset: origin.duration(to: clock.now))
    }

    public var wallTime: Date {
        Date()
    }

    public func sleep(until deadline: MonotonicInstant) async throws {
        try await clock.sleep(until: origin.advanced(by: deadline.offset))
    }
}
