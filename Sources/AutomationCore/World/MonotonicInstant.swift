/// A point on a clock that never goes back, counted from an origin of the clock's own choosing.
public struct MonotonicInstant: Sendable, Hashable, Comparable {
    /// The time since the clock's origin.
    public var offset: Duration

    /// Makes the instant that lies `offset` after the clock's origin.
    public init(offset: Duration) {
        self.offset = offset
    }

    /// The instant that lies `duration` later.
    public func advanced(by duration: Duration) -> MonotonicInstant {
        MonotonicInstant(offset: offset + duration)
    }

    /// The time from this instant to `other`; negative when `other` came first.
    public func duration(to other: MonotonicInstant) -> Duration {
        other.offset - offset
    }

    public static func < (left: MonotonicInstant, right: MonotonicInstant) -> Bool {
        left.offset < right.offset
    }
}
