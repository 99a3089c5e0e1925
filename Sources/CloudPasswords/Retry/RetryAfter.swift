import AutomationCore
import Foundation
import HTTPTypes

/// When a server asks to be asked again.
enum RetryAfter {
    /// Reads a `Retry-After` header in either form, seconds or an HTTP date (RFC 9110, 10.2.3); nil when it is
    /// neither. A date in the past means at once.
    static func parse(_ text: String, now: Date) -> Duration? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int(text) { return (0...86_400).contains(seconds) ? .seconds(seconds) : nil }
        guard let date = Self.date(text) else { return nil }
        let seconds = max(0, date.timeIntervalSince(now))
        return seconds <= 86_400 ? .seconds(seconds) : nil
    }

    /// The limit and window that a gateway's throttle message states, as the time in which one more request becomes
    /// possible: `policy user over ratelimit,limit:200,time:5 minute` gives 1.5 seconds.
    static func interval(inThrottleMessage message: String) -> Duration? {
        let pattern = /limit:\s*(\d+)\s*,\s*time:\s*(\d+)\s*(second|minute|hour|day)/
        guard let match = message.firstMatch(of: pattern), let limit = Int(match.1), let count = Int(match.2),
            limit > 0, (1...86_400).contains(count)
        else { return nil }
        let units = ["second": 1, "minute": 60, "hour": 3600, "day": 86_400]
        return .seconds(count * (units[String(match.3)] ?? 1)) / limit
    }

    private static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return formatter.date(from: text)
    }
}
