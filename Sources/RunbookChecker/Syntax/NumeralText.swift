/// Numbers as Lua writes them.
enum NumeralText {
    /// The number that a text stands for; nil when it is none.
    static func read(_ text: ArraySlice<UInt8>) -> Token.Kind? {
        var rest = text
        let isHexadecimal =
            text.count > 1 && text.first == UInt8(ascii: "0")
            && text.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
        if isHexadecimal { rest = rest.dropFirst(2) }
        let whole = takeDigits(&rest, hexadecimal: isHexadecimal)
        var fraction: ArraySlice<UInt8> = []
        var isFloat = false
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = takeDigits(&rest, hexadecimal: isHexadecimal)
            isFloat = true
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var exponent = 0
        if let mark = rest.first, (mark | 0x20) == UInt8(ascii: isHexadecimal ? "p" : "e") {
            rest = rest.dropFirst()
            let isNegative = rest.first == UInt8(ascii: "-")
            if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            let digits = takeDigits(&rest, hexadecimal: false)
            guard !digits.isEmpty else { return nil }
            // What is beyond this is zero or infinite anyway.
            exponent = digits.reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), 100_000) } * (isNegative ? -1 : 1)
            isFloat = true
        }
        guard rest.isEmpty else { return nil }
        if isHexadecimal { return hexadecimal(whole, fraction, exponent: exponent, isFloat: isFloat) }
        if !isFloat, let integer = Int64(String(decoding: text, as: UTF8.self)) { return .integer(integer) }
        let padded =
            "0" + String(decoding: whole, as: UTF8.self) + "." + String(decoding: fraction, as: UTF8.self) + "0"
        return .number(Double(padded + "e\(exponent)") ?? .infinity)
    }

    private static func takeDigits(_ text: inout ArraySlice<UInt8>, hexadecimal: Bool) -> ArraySlice<UInt8> {
        let digits = text.prefix { hexadecimal ? $0.hexadecimalValue != nil : $0.isDigit }
        text = text.dropFirst(digits.count)
        return digits
    }

    private static func hexadecimal(
        _ whole: ArraySlice<UInt8>,
        _ fraction: ArraySlice<UInt8>,
        exponent: Int,
        isFloat: Bool
    ) -> Token.Kind {
        guard isFloat else {
            // Whole numbers in hexadecimal wrap around.
            let bits = whole.reduce(UInt64(0)) { ($0 << 4) | UInt64($1.hexadecimalValue ?? 0) }
            return .integer(Int64(bitPattern: bits))
        }
        var number = 0.0
        for digit in whole { number = number * 16 + Double(digit.hexadecimalValue ?? 0) }
        var scale = 1.0 / 16
        for digit in fraction {
            number += Double(digit.hexadecimalValue ?? 0) * scale
            scale /= 16
        }
        return .number(number * Double(sign: .plus, exponent: min(max(exponent, -1100), 1100), significand: 1))
    }
}

extension NumeralText {
    /// Whether Lua takes a text for a number: with blanks around it and a sign, if it likes.
    static func isNumber(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while bytes.first?.isBlank == true { bytes = bytes.dropFirst() }
        while bytes.last?.isBlank == true { bytes = bytes.dropLast() }
        if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        return read(bytes) != nil
    }
}
