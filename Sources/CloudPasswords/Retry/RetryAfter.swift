import AutomationCore
package import Foundation
import HTTPTypes

/// When a server asks to be asked again.
package enum RetryAfter {
    /// Reads a `Retry-After` header in either form, seconds or an HTTP date (RFC 9110, 10.2.3); nil when it is
    /// neither. A date in the past means at once.
    package static func parse(_ text: String, now: Date) -> Duration? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int(text) { return (0...86_400).contains(seconds) ? .seconds(seconds) : nil }
        guard let date = SigningDate.parse(httpDate: text) else { return nil }
        let seconds = max(0, date.timeIntervalSince(now))
        return seconds <= 86_400 ? .seconds(seconds) : nil
    }

    /// The limit and window that a gateway's throttle message states, as the time in which one more request becomes
    /// possible: `policy user over ratelimit,limit:200,time:5 minute` gives 1.5 seconds.
    static func interval(inThrottleMessage message: String) -> Duration? {
        QuotaLimit.stated(in: message).map { $0.window / $0.requests }
    }
}
