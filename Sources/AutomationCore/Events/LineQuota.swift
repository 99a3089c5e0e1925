/// Lets so many lines through in a second, and counts the others: what a plugin writes is for people to read.
public struct LineQuota: Sendable {
    /// The most lines in a second.
    public static let linesPerSecond = 100
    /// The most characters of a line.
    public static let lineLimit = 1000

    private var second: Duration?
    private var count = 0
    private var leftOut = 0

    /// A quota of which nothing is used.
    public init() {}

    /// Whether a line may pass now. `leftOut` lines before it could not, which is to be said first.
    public mutating func admit(at time: MonotonicInstant) -> (passes: Bool, leftOut: Int) {
        let now = Duration.seconds(time.offset.components.seconds)
        var before = 0
        if second != now {
            before = takeLeftOut()
            second = now
            count = 0
        }
        guard count < Self.linesPerSecond else {
            leftOut += 1
            return (false, before)
        }
        count += 1
        return (true, before)
    }

    /// How many lines were left out since that was said last; 0 from now on.
    public mutating func takeLeftOut() -> Int {
        defer { leftOut = 0 }
        return leftOut
    }

    /// What is said of them.
    public static func notice(_ count: Int) -> String {
        "\(count) more line\(count == 1 ? " was" : "s were") left out"
    }
}
