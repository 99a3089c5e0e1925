import Foundation

/// What the cloud answers to who asks for a sealed password: `{"password": "..."}`.
struct SealedPasswordAnswer: Decodable, Equatable {
    /// The sealed password in base64; nil or empty when there is none.
    var password: String?

    private static let opening = Array(#"{"password":"#.utf8)

    /// Reads an answer; nil when it is none.
    init?(_ body: [UInt8]) {
        if let text = Self.plainText(in: body) {
            password = text
        } else if let answer = try? JSONDecoder().decode(Self.self, from: Data(body)) {
            self = answer
        } else {
            return nil
        }
    }

    init(password: String?) {
        self.password = password
    }

    /// The password of an answer that is spelled as clouds do spell it: nothing but it, and no escapes. Nil for any other,
    /// which is for the decoder, that takes twenty times as long.
    private static func plainText(in body: [UInt8]) -> String? {
        guard body.starts(with: opening) else { return nil }
        var rest = body[opening.count...]
        while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
        guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")),
            rest[end...].elementsEqual(#""}"#.utf8)
        else { return nil }
        return rest[..<end].withUnsafeBufferPointer { text in
            let isPlain = text.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
            return isPlain ? String(decoding: text, as: UTF8.self) : nil
        }
    }
}
