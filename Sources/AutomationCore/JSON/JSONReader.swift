/// Reads JSON (RFC 8259), strictly, within limits, and says where it is wrong without showing what stands there.
package struct JSONReader {
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    private let bytes: [UInt8]
    private let null: Value
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8], null: Value) {
        self.bytes = bytes
        self.null = null
    }

    /// Reads a document.
    ///
    /// - Parameter null: What `null` becomes.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/format`` that names line and column.
    package static func value(_ bytes: [UInt8], null: Value = .none) throws(AutomationError) -> Value {
        guard bytes.count <= DocumentLimits.size else {
            throw AutomationError(
                .format,
                "the text has \(bytes.count) bytes, and at most \(DocumentLimits.size) are read as JSON"
            )
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw AutomationError(.format, "the text is not valid UTF-8, which JSON must be")
        }
        var reader = JSONReader(bytes, null: null)
        let value = try reader.readValue()
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.failure("expected nothing more") }
        return value
    }

    private mutating func readValue() throws(AutomationError) -> Value {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try readRecord()
        case UInt8(ascii: "["): return try readList()
        case UInt8(ascii: "\""): return .string(try readText())
        case UInt8(ascii: "t"): return try read("true", as: .boolean(true))
        case UInt8(ascii: "f"): return try read("false", as: .boolean(false))
        case UInt8(ascii: "n"): return try read("null", as: null)
        case let byte? where byte == UInt8(ascii: "-") || Self.digits.contains(byte): return try readNumber()
        default: throw failure("expected a value")
        }
    }

    private mutating func readRecord() throws(AutomationError) -> Value {
        var fields: [String: Value] = [:]
        try descend()
        skipBlanks()
        if take("}") { return leave(.record(fields)) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw failure("expected the name of a field, in double quotes") }
            let name = try readText()
            skipBlanks()
            guard take(":") else { throw failure("expected ':'") }
            fields[name] = try readValue()
            skipBlanks()
            if take("}") { return leave(.record(fields)) }
            guard take(",") else { throw failure("expected ',' or '}'") }
        }
    }

    private mutating func readList() throws(AutomationError) -> Value {
        var values: [Value] = []
        try descend()
        skipBlanks()
        if take("]") { return leave(.list(values)) }
        while true {
            values.append(try readValue())
            skipBlanks()
            if take("]") { return leave(.list(values)) }
            guard take(",") else { throw failure("expected ',' or ']'") }
        }
    }

    /// Goes into a table. The limit is what keeps a document of brackets from using up the stack.
    private mutating func descend() throws(AutomationError) {
        guard depth < DocumentLimits.depth else {
            throw failure("tables are nested deeper than \(DocumentLimits.depth)", isAboutNext: false)
        }
        depth += 1
        position += 1
    }

    private mutating func leave(_ value: Value) -> Value {
        depth -= 1
        return value
    }

    private mutating func read(_ word: String, as value: Value) throws(AutomationError) -> Value {
        guard bytes[position...].starts(with: word.utf8) else { throw failure("expected a value") }
        position += word.utf8.count
        return value
    }

    private mutating func readNumber() throws(AutomationError) -> Value {
        let start = position
        _ = take("-")
        let leading = position
        skipDigits()
        guard position > leading else { throw failure("expected a digit") }
        guard bytes[leading] != UInt8(ascii: "0") || position == leading + 1 else {
            position = leading
            throw failure("a number must not begin with 0", isAboutNext: false)
        }
        var isWhole = true
        if take(".") {
            isWhole = false
            try readDigits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try readDigits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else {
            position = start
            throw failure("the number is too large", isAboutNext: false)
        }
        return .number(number)
    }

    private mutating func readDigits() throws(AutomationError) {
        let start = position
        skipDigits()
        guard position > start else { throw failure("expected a digit") }
    }

    private mutating func skipDigits() {
        while let byte = next, Self.digits.contains(byte) { position += 1 }
    }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x0a, 0x0d, 0x09].contains(byte) { position += 1 }
    }
}

// MARK: - Texts

extension JSONReader {
    private mutating func readText() throws(AutomationError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                text += String(try readEscape()).utf8
            case 0..<0x20:
                throw failure("a string must not hold a control character; write it as an escape", isAboutNext: false)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw failure("expected the end of the string")
    }

    private mutating func readEscape() throws(AutomationError) -> Unicode.Scalar {
        guard let byte = next else { throw failure("expected an escape") }
        let plain: [UInt8: Unicode.Scalar] = [
            0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r", 0x74: "\t",
        ]
        if let scalar = plain[byte] {
            position += 1
            return scalar
        }
        guard byte == UInt8(ascii: "u") else { throw failure("there is no such escape", isAboutNext: false) }
        let first = try readUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Half a character above the first 65,536 must be followed by the other half.
        guard first < 0xdc00, take("\\"), next == UInt8(ascii: "u") else {
            throw failure("half a character (\\ud800 to \\udfff) stands alone", isAboutNext: false)
        }
        let second = try readUnit()
        guard (0xdc00...0xdfff).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xd800) << 10 + UInt32(second) - 0xdc00)
        else { throw failure("half a character (\\ud800 to \\udfff) stands alone", isAboutNext: false) }
        return scalar
    }

    private mutating func readUnit() throws(AutomationError) -> UInt16 {
        position += 1
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure("expected four hexadecimal digits after \\u", isAboutNext: false) }
        position += 4
        return unit
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    /// An error about this place. Of what stands there no more is told than a sign: the text may hold anything.
    private func failure(_ message: String, isAboutNext: Bool = true) -> AutomationError {
        let before = bytes[..<position]
        let line = before.count { $0 == 0x0a } + 1
        let column = before.reversed().prefix { $0 != 0x0a }.count { $0 & 0xc0 != 0x80 } + 1
        var found = ""
        if isAboutNext {
            found = ", and the text ends"
            if let next {
                let isSign = "{}[]:,\"'=;#/".utf8.contains(next)
                found = isSign ? ", got '\(Character(Unicode.Scalar(next)))'" : ", got something else"
            }
        }
        return AutomationError(.format, "line \(line), column \(column): \(message)\(found)")
    }
}
