import AutomationCore
import Synchronization

/// The secrets that have passed between us and a process plugin, so that what it writes to its log and its errors can
/// be shown without them.
final class GivenSecrets: Sendable {
    /// Shorter ones are in every other word.
    private static let shortest = 4

    private struct State {
        /// The secrets' bytes by their first four, so that a text is looked through once however many there are.
        var texts: [UInt32: Set<[UInt8]>] = [:]
        var mayHold = false
    }

    private let state = Mutex(State())

    /// Whether what the plugin writes may hold a secret.
    var mayHoldSecrets: Bool { state.withLock { $0.mayHold } }

    /// Notes that what the plugin writes may hold a secret, though we know of none.
    func expect() {
        state.withLock { $0.mayHold = true }
    }

    /// Notes secrets. A document of passwords counts for each text in it.
    func add(_ secrets: [Secret]) {
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
    func hiding(_ text: String) -> String {
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

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard bytes.count >= shortest else { return nil }
        return bytes.prefix(shortest).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A secret as it is and as JSON writes it; of a document, the passwords in it.
    private static func texts(in text: String) -> [[UInt8]] {
        if text.utf8.first == UInt8(ascii: "{"), let value = try? JSONReader.value(Array(text.utf8)) {
            return passwords(in: value).flatMap(forms)
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

    private static func forms(of text: String) -> [[UInt8]] {
        var writer = WireWriter(allowsSecrets: false)
        // A text can always be written.
        try? writer.write(.string(text))
        let plain = Array(text.utf8)
        let quoted = Array(writer.bytes.dropFirst().dropLast())
        return plain == quoted ? [plain] : [plain, quoted]
    }
}
