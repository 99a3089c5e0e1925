/// Texts of others, made fit for a terminal and a log.
enum HarmlessText {
    /// One line, without anything that moves the cursor, changes colours or hides what follows, cut at `limit`.
    static func line(_ text: String, limit: Int) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard line.count < limit else { return String(line) + "..." }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                if scalar == "\t" {
                    line.append(" ")
                } else {
                    line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
                }
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    /// Whether a text is one harmless line already.
    static func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            switch $0.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
            default: true
            }
        }
    }
}
