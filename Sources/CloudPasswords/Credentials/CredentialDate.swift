import Foundation

/// Dates as identity services and the metadata service write them: `2020-01-04T09:05:22.701000Z`.
enum CredentialDate {
    /// Reads a date with or without a fraction of a second; nil when the text is none.
    static func parse(_ text: String) -> Date? {
        guard let match = text.wholeMatch(of: /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:?00)/),
            let date = try? Date(String(match.1) + "Z", strategy: .iso8601)
        else { return nil }
        let fraction = match.2.flatMap { Double("0" + $0) } ?? 0
        return date.addingTimeInterval(fraction)
    }
}
