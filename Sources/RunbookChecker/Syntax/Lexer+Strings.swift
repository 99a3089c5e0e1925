extension Lexer {
    /// Reads a string between quotes.
    mutating func readString(quote: UInt8) throws(SyntaxError) -> [UInt8] {
        let start = offset
        var contents: [UInt8] = []
        offset += 1
        while let byte = current {
            switch byte {
            case quote:
                offset += 1
                return contents
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                throw failure("unfinished string", from: start)
            case UInt8(ascii: "\\"):
                try readEscape(into: &contents, from: start)
            default:
                contents.append(byte)
                offset += 1
            }
        }
        throw SyntaxError(message: "unfinished string near <eof>", offset: start)
    }

    private static let singleEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92,
        UInt8(ascii: "\""): 34, UInt8(ascii: "'"): 39,
    ]

    private mutating func readEscape(into contents: inout [UInt8], from start: Int) throws(SyntaxError) {
        let escape = offset
        offset += 1
        guard let byte = current else { throw SyntaxError(message: "unfinished string near <eof>", offset: start) }
        if let value = Self.singleEscapes[byte] {
            contents.append(value)
            offset += 1
            return
        }
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            skipLineEnd(byte)
            contents.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "x"):
            offset += 1
            var value: UInt8 = 0
            for _ in 0..<2 { value = value << 4 | (try readHexadecimalDigit(from: start, escape: escape)) }
            contents.append(value)
        case UInt8(ascii: "z"):
            offset += 1
            while let blank = current, blank.isBlank { offset += 1 }
        case UInt8(ascii: "u"):
            offset += 1
            try readCodePoint(into: &contents, from: start, escape: escape)
        case _ where byte.isDigit:
            var value = 0
            var count = 0
            while count < 3, let digit = current, digit.isDigit {
                value = value * 10 + Int(digit - UInt8(ascii: "0"))
                offset += 1
                count += 1
            }
            guard let small = UInt8(exactly: value) else {
                throw escapeFailure("decimal escape too large", from: start, escape: escape)
            }
            contents.append(small)
        default:
            throw escapeFailure("invalid escape sequence", from: start, escape: escape)
        }
    }

    private mutating func readCodePoint(into contents: inout [UInt8], from start: Int, escape: Int) throws(SyntaxError)
    {
        guard current == UInt8(ascii: "{") else { throw escapeFailure("missing '{'", from: start, escape: escape) }
        offset += 1
        var value = UInt32(try readHexadecimalDigit(from: start, escape: escape))
        while let digit = current?.hexadecimalValue {
            // Checked before it is added, as Lua does: up to 2^31.
            guard value <= 0x7FFF_FFFF >> 4 else {
                throw escapeFailure("UTF-8 value too large", from: start, escape: escape)
            }
            value = value << 4 + UInt32(digit)
            offset += 1
        }
        guard current == UInt8(ascii: "}") else { throw escapeFailure("missing '}'", from: start, escape: escape) }
        offset += 1
        contents += Self.encoded(value)
    }

    /// A code point in UTF-8 as it was first made: with up to six bytes.
    private static func encoded(_ value: UInt32) -> [UInt8] {
        guard value >= 0x80 else { return [UInt8(value)] }
        var rest = value
        var following: [UInt8] = []
        var mostInFirst: UInt32 = 0x3F
        repeat {
            following.insert(UInt8(0x80 | rest & 0x3F), at: 0)
            rest >>= 6
            mostInFirst >>= 1
        } while rest > mostInFirst
        return [UInt8(truncatingIfNeeded: ~mostInFirst << 1 | rest)] + following
    }

    private mutating func readHexadecimalDigit(from start: Int, escape: Int) throws(SyntaxError) -> UInt8 {
        guard let value = current?.hexadecimalValue else {
            throw escapeFailure("hexadecimal digit expected", from: start, escape: escape)
        }
        offset += 1
        return value
    }

    private mutating func escapeFailure(_ message: String, from start: Int, escape: Int) -> SyntaxError {
        // The byte that does not fit is shown too, unless it would end the line.
        if let byte = current, !SourceText.isLineEnd(byte) { offset += 1 }
        return failure(message, from: escape)
    }
}
