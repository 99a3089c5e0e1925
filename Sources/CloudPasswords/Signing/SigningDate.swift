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
        date.formatted(style)
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
