/// How messages show what stands in a script.
enum TokenText {
    private static let mostCharacters = 40

    /// A piece of the script on one line, and not too much of it.
    static func shortened(_ text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        guard line.count == text.count, line.count <= mostCharacters else {
            return String(line.prefix(mostCharacters)) + "..."
        }
        return text
    }

    /// What Lua says that something is near to.
    static func near(_ token: Token, in source: SourceText) -> String {
        if case .endOfFile = token.kind { return "near <eof>" }
        return "near '\(shortened(source.text(from: token.start, to: token.end)))'"
    }

    /// A text without what would end its line or steer a terminal.
    static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isPrintable ? $0 : "\u{FFFD}" }))
    }
}

extension Unicode.Scalar.Properties {
    /// Whether it is shown, and steers nothing.
    fileprivate var isPrintable: Bool {
        switch generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
