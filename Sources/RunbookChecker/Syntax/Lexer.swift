/// Cuts a script into tokens, as Lua 5.4 does.
struct Lexer {
    let source: SourceText
    var offset: Int

    init(_ source: SourceText) {
        self.source = source
        offset = source.start
    }

    /// The byte at the current place; nil at the end.
    var current: UInt8? { peek(0) }

    func peek(_ distance: Int) -> UInt8? {
        let index = offset + distance
        return index < source.bytes.count ? source.bytes[index] : nil
    }

    /// The next token.
    mutating func next() throws(SyntaxError) -> Token {
        try skipBlanks()
        let start = offset
        guard let byte = current else { return Token(kind: .endOfFile, start: start, end: start) }
        let kind: Token.Kind
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            kind = readName()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            kind = try readNumeral()
        case UInt8(ascii: ".") where peek(1)?.isDigit == true:
            kind = try readNumeral()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            kind = .string(try readString(quote: byte))
        case UInt8(ascii: "[") where longBracketLevel() != nil:
            kind = .string(try readLongBracket(level: longBracketLevel() ?? 0, what: "string"))
        case UInt8(ascii: "[") where peek(1) == UInt8(ascii: "="):
            while offset < source.bytes.count, current == UInt8(ascii: "=") || offset == start { offset += 1 }
            throw failure("invalid long string delimiter", from: start)
        default:
            kind = try readSign(byte)
        }
        return Token(kind: kind, start: start, end: offset)
    }

    private mutating func readName() -> Token.Kind {
        let start = offset
        while let byte = current, byte.isNamePart { offset += 1 }
        let text = source.text(from: start, to: offset)
        return Symbol.words[text].map { .symbol($0) } ?? .name(text)
    }

    private mutating func readSign(_ byte: UInt8) throws(SyntaxError) -> Token.Kind {
        // The longest sign counts.
        for length in [3, 2, 1] where offset + length <= source.bytes.count {
            if let symbol = Symbol(rawValue: source.text(from: offset, to: offset + length)), byte.isNamePart == false {
                offset += length
                return .symbol(symbol)
            }
        }
        let shown = (0x20..<0x7F).contains(byte) ? String(Unicode.Scalar(byte)) : "<\\\(byte)>"
        throw SyntaxError(message: "unexpected symbol near '\(shown)'", offset: offset)
    }

    private mutating func skipBlanks() throws(SyntaxError) {
        while let byte = current {
            if byte.isBlank {
                offset += 1
            } else if byte == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") {
                offset += 2
                if let level = longBracketLevel() {
                    _ = try readLongBracket(level: level, what: "comment")
                } else {
                    while let byte = current, !SourceText.isLineEnd(byte) { offset += 1 }
                }
            } else {
                return
            }
        }
    }

    /// The level of the long bracket that opens here; nil when none does.
    private func longBracketLevel() -> Int? {
        guard current == UInt8(ascii: "[") else { return nil }
        var distance = 1
        while peek(distance) == UInt8(ascii: "=") { distance += 1 }
        return peek(distance) == UInt8(ascii: "[") ? distance - 1 : nil
    }

    private mutating func readLongBracket(level: Int, what: String) throws(SyntaxError) -> [UInt8] {
        let opening = offset
        offset += level + 2
        var contents: [UInt8] = []
        // A line end right behind the bracket does not count.
        if let byte = current, SourceText.isLineEnd(byte) { skipLineEnd(byte) }
        while let byte = current {
            if byte == UInt8(ascii: "]") {
                var distance = 1
                while distance <= level, peek(distance) == UInt8(ascii: "=") { distance += 1 }
                if distance == level + 1, peek(distance) == UInt8(ascii: "]") {
                    offset += level + 2
                    return contents
                }
            }
            if SourceText.isLineEnd(byte) {
                skipLineEnd(byte)
                contents.append(UInt8(ascii: "\n"))
            } else {
                contents.append(byte)
                offset += 1
            }
        }
        let line = source.line(at: opening)
        throw SyntaxError(message: "unfinished long \(what) (starting at line \(line)) near <eof>", offset: opening)
    }

    mutating func skipLineEnd(_ byte: UInt8) {
        offset += 1
        if let next = current, SourceText.isLineEnd(next), next != byte { offset += 1 }
    }

    /// An error about what was read since `start`.
    func failure(_ message: String, from start: Int, at place: Int? = nil) -> SyntaxError {
        SyntaxError(
            message: "\(message) near '\(TokenText.shortened(source.text(from: start, to: offset)))'",
            offset: place ?? start
        )
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// The value of a hexadecimal digit; nil when it is none.
    var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    var isNamePart: Bool { isDigit || isNameStart }

    var isNameStart: Bool {
        let lower = self | 0x20
        return self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    }

    /// Space, tab, vertical tab, form feed and line ends.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
