/// The growing pauses between looks at something that takes the cloud seconds to minutes.
struct PollPause {
    private static let longest = Duration.seconds(10)
    private static let growth = 1.5

    private var pause = Duration.seconds(2)

    /// The next pause; `jitter`, from 0 to 1, keeps those that began together from looking together.
    mutating func next(jitter: Double) -> Duration {
        defer { pause = min(Self.longest, pause * Self.growth) }
        return pause * (0.85 + 0.3 * jitter)
    }
}
