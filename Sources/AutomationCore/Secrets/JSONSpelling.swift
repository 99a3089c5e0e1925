/// One of the ways in which a text can be written in JSON.
struct JSONSpelling {
    /// Whether letters that are not ASCII are written by their numbers.
    var isASCII = false
    /// Whether the numbers have capital letters.
    var isUpperCase = false
    /// Characters that are written by their numbers beside those that must be.
    var escaped = ""
    /// Whether a slash has a backslash in front.
    var escapesSlash = false

    /// The text between the quotes.
    func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case "\n": bytes += "\\n".utf8
            case "\r": bytes += "\\r".utf8
            case "\t": bytes += "\\t".utf8
            case "/" where escapesSlash: bytes += "\\/".utf8
            case _ where isNumbered(scalar): for unit in String(scalar).utf16 { bytes += number(unit).utf8 }
            default: bytes += String(scalar).utf8
            }
        }
        return bytes
    }

    private func isNumbered(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || isASCII && scalar.value > 0x7E || escaped.unicodeScalars.contains(scalar)
    }

    private func number(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16, uppercase: isUpperCase)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
