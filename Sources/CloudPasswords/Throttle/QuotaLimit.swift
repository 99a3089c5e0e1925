public import AutomationCore

/// How many requests are allowed in which time: 50 in a minute.
public struct QuotaLimit: Sendable, Equatable, CustomStringConvertible {
    /// How many requests; at least one.
    public let requests: Int
    /// In which time; more than none.
    public let window: Duration

    /// Makes a limit; nil when it would let nothing through, or is beyond what any cloud states.
    public init?(requests: Int, window: Duration) {
        guard (1...1_000_000).contains(requests), window > .zero, window <= .seconds(86_400) else { return nil }
        self.requests = requests
        self.window = window
    }

    /// Reads a limit as people write it: `50/m`, `50/min`, `200/5m`, `10/s`, `1000/h`.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    public init(_ text: String) throws(AutomationError) {
        let units = ["s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600]
        guard let match = text.wholeMatch(of: /(\d{1,7})\/(\d{0,5})([a-z]+)/), let requests = Int(match.1),
            let seconds = units[String(match.3)], let count = match.2.isEmpty ? 1 : Int(match.2),
            let limit = QuotaLimit(requests: requests, window: .seconds(count * seconds))
        else {
            throw AutomationError(
                .input,
                "\"\(text)\" is no rate: expected REQUESTS/TIME",
                hint: "for example 50/m, 200/5m or 10/s"
            )
        }
        self = limit
    }

    /// Reads what a gateway's throttle message states; nil when that is nothing, or beyond what any cloud states.
    init?(throttleMessage message: String) {
        guard let stated = Self.stated(in: message) else { return nil }
        self.init(requests: stated.requests, window: stated.window)
    }

    /// The numbers in a gateway's throttle message: `policy user over ratelimit,limit:200,time:5 minute`.
    static func stated(in message: String) -> (requests: Int, window: Duration)? {
        let pattern = /limit:\s*(\d+)\s*,\s*time:\s*(\d+)\s*(second|minute|hour|day)/
        let units = ["second": 1, "minute": 60, "hour": 3600, "day": 86_400]
        guard let match = message.firstMatch(of: pattern), let requests = Int(match.1), requests > 0,
            let count = Int(match.2), (1...86_400).contains(count), let seconds = units[String(match.3)]
        else { return nil }
        return (requests, .seconds(count * seconds))
    }

    /// `50 requests in 1m`
    public var description: String {
        "\(requests) request\(requests == 1 ? "" : "s") in \(DurationText.format(window))"
    }
}
