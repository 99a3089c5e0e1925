/// Durations as people write them: `90s`, `10m`, `1h30m`, `500ms`.
public enum DurationText {
    private static let units: [(name: String, unit: Duration)] = [
        ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3600)),
        ("d", .seconds(86400)),
    ]

    /// Reads a duration; nil when the text is not one. A bare number counts seconds.
    public static func parse(_ text: String) -> Duration? {
        var rest = Substring(text.filter { $0 != " " })
        if let seconds = Double(rest), seconds.isFinite, (0...1e9).contains(seconds) { return .seconds(seconds) }
        var total = Duration.zero
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let name = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
            guard let amount = Double(digits), (0...1e9).contains(amount),
                let unit = units.first(where: { $0.name == name })?.unit
            else { return nil }
            total += unit * amount
            rest = rest.dropFirst(digits.count + name.count)
        }
        return total
    }

    /// Writes a duration in at most two units, rounded to the second: `4m 30s`; below a second in milliseconds.
    public static func format(_ duration: Duration) -> String {
        if duration <= .microseconds(-500) { return "-" + format(.zero - duration) }
        if duration < .microseconds(999_500) {
            let milliseconds = Int((duration / .milliseconds(1)).rounded())
            return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
        }
        let seconds = Int((duration / .seconds(1)).rounded())
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        return parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}
