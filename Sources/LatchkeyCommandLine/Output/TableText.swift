/// Texts in columns on a terminal.
enum TableText {
    /// The text without anything that a terminal might take for a command.
    static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isControl ? "\u{FFFD}" : $0 }))
    }

    /// How many columns the text takes: two for each of the wide characters of East Asia, whose servers have such names.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
    }

    /// The text with blanks after it.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - Self.width(text)))
    }

    /// Rows as lines, the columns below each other; the last one is not filled up.
    static func lines(_ rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map(plain) }
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
            rows.compactMap { $0.indices.contains(column) ? width($0[column]) : nil }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { $0 == row.count - 1 ? $1 : padded($1, to: widths[$0]) }.joined(separator: "  ")
        }
    }

    /// Source: Unicode Standard Annex #11, the blocks of ideographs, kana, hangul and full-width forms.
    private static func isWide(_ character: Character) -> Bool {
        guard let value = character.unicodeScalars.first?.value else { return false }
        return [0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60]
            .contains { $0.contains(value) } || (0x20000...0x3FFFD).contains(value)
    }
}
