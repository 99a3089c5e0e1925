/// The form of an age file that survives being sent as text.
public enum AgeArmor {
    private static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    private static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    private static let columns = 64

    /// Whether a file begins like an armored one.
    public static func isArmored(_ file: [UInt8]) -> Bool {
        file.starts(with: begin)
    }

    /// The armored form of a file.
    public static func encode(_ file: [UInt8]) -> [UInt8] {
        var text = CanonicalBase64.encode(file)
        text += [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
        var result = begin + [newline]
        var rest = text[...]
        while !rest.isEmpty {
            result += rest.prefix(columns) + [newline]
            rest = rest.dropFirst(columns)
        }
        return result + end + [newline]
    }

    /// The file in the armor. Every line must be as age writes it; CRLF may end lines, and blanks may follow the end.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/armor``.
    public static func decode(_ armored: [UInt8]) throws(AgeError) -> [UInt8] {
        var lines = armored.split(separator: newline, omittingEmptySubsequences: false).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }[...]
        guard lines.popFirst()?.elementsEqual(begin) == true else {
            throw AgeError(.armor, "the armor does not begin with \(String(decoding: begin, as: UTF8.self))")
        }
        guard let last = lines.firstIndex(where: { $0.elementsEqual(end) }) else {
            throw AgeError(.armor, "the armor has no end")
        }
        guard lines[(last + 1)...].allSatisfy({ $0.allSatisfy(isBlank) }) else {
            throw AgeError(.armor, "something follows the end of the armor")
        }
        lines = lines[..<last]
        guard lines.dropLast().allSatisfy({ $0.count == columns }), (lines.last?.count ?? columns) <= columns,
            lines.last?.isEmpty != true
        else { throw AgeError(.armor, "a line of the armor has not \(columns) columns") }
        let text = Array(lines.joined())
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard text.count.isMultiple(of: 4), let file = CanonicalBase64.decode(text.dropLast(padding)) else {
            throw AgeError(.armor, "the armor is no base64 in its canonical form")
        }
        return file
    }

    private static let newline = UInt8(ascii: "\n")

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}
