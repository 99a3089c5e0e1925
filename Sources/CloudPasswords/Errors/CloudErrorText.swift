/// Texts of strangers, fit for one line of a message.
enum CloudErrorText {
    /// The text in one line of at most `limit` characters, without control characters.
    static func line(_ text: String, limit: Int = 300) -> String {
        // Characters can be of any length, so that what is looked at has a limit of its own.
        let scalars = text.unicodeScalars.prefix(limit * 8).map { scalar in
            scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
        }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: scalars)
        let words = String(line).split(separator: " ").joined(separator: " ")
        let isWhole = words.count <= limit && scalars.count == text.unicodeScalars.count
        return isWhole ? words : words.prefix(limit) + "..."
    }
}
