import Synchronization

/// The secrets that a plugin has seen as text, so that what it logs and what it fails with can be shown without them.
package final class KnownSecrets: Sendable {
    /// Shorter ones are in every other word.
    private static let shortest = 4

    private struct State {
        /// The secrets' bytes by their first four, so that a text is looked through once however many there are.
        var texts: [UInt32: Set<[UInt8]>] = [:]
        var mayHold = false
    }

    private let state = Mutex(State())

    /// Knows of none.
    package init() {}

    /// Whether what the plugin writes may hold a secret.
    package var mayHoldSecrets: Bool { state.withLock { $0.mayHold } }

    /// Notes that what the plugin writes may hold a secret, though we know of none.
    package func expect() {
        state.withLock { $0.mayHold = true }
    }

    /// Notes those among values, also in lists and records.
    package func add(in values: some Sequence<Value>) {
        var found: [Secret] = []
        func look(_ value: Value) {
            switch value {
            case .object(let object): if let secret = object as? Secret { found.append(secret) }
            case .list(let values): values.forEach(look)
            case .record(let fields): fields.values.forEach(look)
            default: break
            }
        }
        values.forEach(look)
        add(found)
    }

    /// Notes secrets. A document of passwords counts for each text in it.
    package func add(_ secrets: [Secret]) {
        guard !secrets.isEmpty else { return }
        let texts = secrets.flatMap { secret in secret.withExposedText { Self.texts(in: $0) } }
        state.withLock { state in
            state.mayHold = true
            for text in texts {
                guard let key = Self.key(text[...]) else { continue }
                state.texts[key, default: []].insert(text)
            }
        }
    }

    /// The text without any of them.
    package func hiding(_ text: String) -> String {
        state.withLock { state in
            guard !state.texts.isEmpty else { return text }
            let bytes = Array(text.utf8)
            var kept: [UInt8] = []
            var position = 0
            var isChanged = false
            while position < bytes.count {
                let rest = bytes[position...]
                let found = Self.key(rest).flatMap { state.texts[$0] }?.filter { rest.starts(with: $0) }
                    .max { $0.count < $1.count }
                if let found {
                    kept += Secret.placeholder.utf8
                    position += found.count
                    isChanged = true
                } else {
                    kept.append(bytes[position])
                    position += 1
                }
            }
            return isChanged ? String(decoding: kept, as: UTF8.self) : text
        }
    }

    /// The error without any of them.
    package func hiding(_ error: AutomationError) -> AutomationError {
        var error = error
        error.message = hiding(error.message)
        error.hint = error.hint.map { hiding($0) }
        error.traceback = error.traceback.map { hiding($0) }
        error.code = error.code.map { hiding($0) }
        error.cause = error.cause.map { hiding($0) }
        return error
    }

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard bytes.count >= shortest else { return nil }
        return bytes.prefix(shortest).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A secret as it is and as JSON writes it; of a document, the passwords in it.
    private static func texts(in text: String) -> Set<[UInt8]> {
        if text.utf8.first == UInt8(ascii: "{"), let value = try? JSONReader.value(Array(text.utf8)) {
            return Set(passwords(in: value).flatMap(forms))
        }
        return forms(of: text)
    }

    private static func passwords(in value: Value) -> [String] {
        switch value {
        case .list(let values): values.flatMap(passwords)
        case .record(let fields):
            fields.flatMap { name, value in
                if name == "password", case .string(let text) = value { [text] } else { passwords(in: value) }
            }
        default: []
        }
    }

    /// A text as it is, and as it stands in JSON, with and without letters that are not ASCII.
    private static func forms(of text: String) -> Set<[UInt8]> {
        [Array(text.utf8), quoted(text, isASCII: false), quoted(text, isASCII: true)]
    }

    private static func quoted(_ text: String, isASCII: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case "\n": bytes += "\\n".utf8
            case "\r": bytes += "\\r".utf8
            case "\t": bytes += "\\t".utf8
            case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7E:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
                }
            default: bytes += String(scalar).utf8
            }
        }
        return bytes
    }
}
