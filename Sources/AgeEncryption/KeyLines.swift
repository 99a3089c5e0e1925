/// The lines of a file of recipients or identities, without comments and empty lines.
enum KeyLines {
    static func of(_ contents: String) -> [(number: Int, text: String)] {
        contents.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .compactMap { index, line in
                let end = line.lastIndex { $0 != " " && $0 != "\t" }
                guard let end, !line.hasPrefix("#") else { return nil }
                return (index + 1, String(line[...end]))
            }
    }
}
