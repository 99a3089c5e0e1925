import Foundation

/// JSON of unknown shape, read with an eye on what strangers may send.
enum CloudErrorJSON {
    /// The most that is read: an error for each of a thousand servers takes a tenth of it.
    static let largest = 2 * 1024 * 1024

    /// Reads a body; nil when it is no JSON. Nesting is limited by the parser, to 512 levels.
    static func parse(_ body: [UInt8]) -> Any? {
        guard !body.isEmpty, body.count <= largest else { return nil }
        if let value = try? JSONSerialization.jsonObject(with: Data(body)) { return value }
        // One stray byte in a message must not cost the code beside it.
        guard String(validating: body, as: UTF8.self) == nil else { return nil }
        return try? JSONSerialization.jsonObject(with: Data(String(decoding: body, as: UTF8.self).utf8))
    }

    /// A text with something in it; numbers count as texts.
    static func text(_ value: Any?) -> String? {
        let text: String? =
            switch value {
            case let text as String: text
            case let number as NSNumber: number.stringValue
            default: nil
            }
        return text?.isEmpty == false ? text : nil
    }

    /// A text that is short and of one line, such as an id; nil for any other.
    static func name(_ value: Any?) -> String? {
        guard let text = text(value), text.utf8.count <= 128,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && !$0.properties.isWhitespace })
        else { return nil }
        return text
    }

    /// A code such as `Ecs.0114`; nil for a number, which is the status once more.
    static func code(_ value: Any?) -> String? {
        guard value is String, let name = name(value), Int(name) == nil else { return nil }
        return name
    }

    /// A number, also one that is written as a text.
    static func number(_ value: Any?) -> Int? {
        name(value).flatMap { Int($0) }
    }
}
