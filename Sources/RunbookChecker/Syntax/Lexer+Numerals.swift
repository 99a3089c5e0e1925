extension Lexer {
    /// Reads a numeral as Lua does: everything that could belong to one, and then whether it is one.
    mutating func readNumeral() throws(SyntaxError) -> Token.Kind {
        let start = offset
        var exponentMarks: Set<UInt8> = [UInt8(ascii: "e"), UInt8(ascii: "E")]
        let isHexadecimal = current == UInt8(ascii: "0") && (peek(1).map { $0 | 0x20 } == UInt8(ascii: "x"))
        if isHexadecimal {
            offset += 2
            exponentMarks = [UInt8(ascii: "p"), UInt8(ascii: "P")]
        }
        while let byte = current {
            if exponentMarks.contains(byte) {
                offset += 1
                if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") { offset += 1 }
            } else if byte.hexadecimalValue != nil || byte == UInt8(ascii: ".") {
                offset += 1
            } else {
                break
            }
        }
        // A numeral that touches a letter is none.
        if current?.isNameStart == true { offset += 1 }
        guard let kind = NumeralText.read(source.bytes[start..<offset]) else {
            throw failure("malformed number", from: start)
        }
        return kind
    }
}
