/// Finds texts whose keys the parser would compare by writing all aliases in them out, which may take for ever.
///
/// It looks at signs alone and not at quotes, so that it finds some that are harmless, and none too few.
enum YAMLKeyScan {
    /// Whether there are aliases, and keys that are aliases, lists or tables, or may be.
    static func hasRiskyKeys(_ text: [UInt8]) -> Bool {
        var hasAlias = false
        var hasKey = false
        var index = 0
        var before = UInt8(ascii: "\n")
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "*") where startsToken(after: before):
                var end = index + 1
                while end < text.count, isName(text[end]) { end += 1 }
                if end > index + 1 {
                    hasAlias = true
                    hasKey = hasKey || colonFollows(text, end)
                }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): hasKey = hasKey || colonFollows(text, index + 1)
            case UInt8(ascii: "?") where startsToken(after: before): hasKey = true
            default: break
            }
            if hasAlias, hasKey { return true }
            before = byte
            index += 1
        }
        return false
    }

    private static func startsToken(after byte: UInt8) -> Bool { byte <= 0x20 || "[{,:-?".utf8.contains(byte) }

    private static func isName(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Whether a colon follows, behind blanks and comments.
    private static func colonFollows(_ text: [UInt8], _ start: Int) -> Bool {
        var index = start
        while index < text.count {
            if text[index] == UInt8(ascii: "#") {
                while index < text.count, text[index] != 0x0a { index += 1 }
            } else if text[index] > 0x20 {
                return text[index] == UInt8(ascii: ":")
            } else {
                index += 1
            }
        }
        return false
    }
}
