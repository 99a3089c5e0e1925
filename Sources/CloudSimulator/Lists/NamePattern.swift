/// A name as lists search for it: anywhere in the server's name, and as a regular expression where it is one.
///
/// The reference says no more than "fuzzy"; Nova hands the text to its database, which takes it for a regular
/// expression and ignores case.
struct NamePattern {
    private let part: String
    private let pattern: Regex<AnyRegexOutput>?

    init(_ text: String) {
        part = text.lowercased()
        let isPlain = part.utf8.allSatisfy { byte in
            byte >= 0x80 || byte == 0x2D || byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
        }
        pattern = isPlain ? nil : (try? Regex(text))?.ignoresCase()
    }

    /// Whether the name of a server is meant. What is no valid expression is taken by the letter.
    func matches(_ name: String) -> Bool {
        if let pattern { return name.contains(pattern) }
        return name.lowercased().contains(part)
    }
}
