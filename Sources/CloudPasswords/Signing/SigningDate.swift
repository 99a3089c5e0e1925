package import Foundation

/// Dates as signatures carry them: `20191115T033655Z`, in UTC and to the second.
///
/// Source: API Request Signing Guide, header `X-Sdk-Date`.
package enum SigningDate {
    private static let style = Date.ISO8601FormatStyle(
        dateSeparator: .omitted,
        dateTimeSeparator: .standard,
        timeSeparator: .omitted,
        timeZone: .gmt
    )

    /// Writes a date.
    package static func format(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        // Every request is dated. Before 1970 and from 10000 on nobody is in a hurry.
        guard seconds >= 0, seconds < 253_402_300_800 else { return date.formatted(style) }
        let (days, second) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        let day = day(days)
        var text: [UInt8] = []
        text.reserveCapacity(16)
        append(day.year, digits: 4, to: &text)
        append(day.month, digits: 2, to: &text)
        append(day.day, digits: 2, to: &text)
        text.append(UInt8(ascii: "T"))
        append(second / 3600, digits: 2, to: &text)
        append(second / 60 % 60, digits: 2, to: &text)
        append(second % 60, digits: 2, to: &text)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The day of the Gregorian calendar, so many days after the first of 1970.
    ///
    /// Years are counted from March on, so that the day that some of them have more is their last.
    private static func day(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (daysIn400Years, daysBefore1970) = (146_097, 719_468)
        let (cycles, rest) = (days + daysBefore1970).quotientAndRemainder(dividingBy: daysIn400Years)
        let year = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
        let dayOfYear = rest - (365 * year + year / 4 - year / 100)
        // From March on the lengths of the months repeat every five: 153 days.
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return (cycles * 400 + year + (month >= 10 ? 1 : 0), month >= 10 ? month - 9 : month + 3, day)
    }

    private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    /// Reads a date; nil when the text is none.
    package static func parse(_ text: some StringProtocol) -> Date? {
        guard text.utf8.count == 16, text.hasSuffix("Z") else { return nil }
        return try? Date(String(text), strategy: style)
    }

    /// Reads the `Date` header of an answer, `Sun, 06 Nov 1994 08:49:37 GMT`; nil when the text is none.
    ///
    /// Source: RFC 9110, section 5.6.7. Of its three forms this is the one that may still be sent.
    package static func parse(httpDate text: String) -> Date? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let digits = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return parse("\(parts[3])\(digits)\(parts[1])T\(parts[4].filter { $0 != ":" })Z")
    }
}
