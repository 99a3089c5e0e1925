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
    package func add(in values: some Sequence<Value>) { add(values.flatMap(\.secrets)) }

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

    /// What must not show of a secret: itself; of one with several lines each line, for a log has one at a time; of one in
    /// JSON, such as a service account's, each text in it. Of a store's document, in which names and times are no secret,
    /// the passwords.
    private static func texts(in text: String) -> Set<[UInt8]> {
        var texts = forms(of: text)
        if text.utf8.contains(where: { $0 == 10 || $0 == 13 }) {
            for line in text.split(whereSeparator: \.isNewline) { texts.formUnion(forms(of: String(line))) }
        }
        if text.utf8.first == UInt8(ascii: "{"), let value = try? JSONReader.value(Array(text.utf8)),
            case .record(let fields) = value
        {
            let isDocument = fields["version"] != nil && fields["server_id"] != nil
            for leaf in leaves(of: value, named: isDocument ? "password" : nil) { texts.formUnion(forms(of: leaf)) }
        }
        return texts
    }

    /// The texts in a value; only those in fields of this name, where one is given.
    private static func leaves(of value: Value, named name: String?, isWanted: Bool = false) -> [String] {
        switch value {
        case .string(let text): name == nil || isWanted ? [text] : []
        case .list(let values): values.flatMap { leaves(of: $0, named: name) }
        case .record(let fields):
            fields.flatMap { field, value in leaves(of: value, named: name, isWanted: field == name) }
        default: []
        }
    }

    /// A text as it is, and as the usual writers of JSON spell it.
    private static func forms(of text: String) -> Set<[UInt8]> {
        let spellings = [
            JSONSpelling(), JSONSpelling(isASCII: true), JSONSpelling(isASCII: true, isUpperCase: true),
            JSONSpelling(escaped: "<>&"), JSONSpelling(escapesSlash: true),
        ]
        return Set([Array(text.utf8)] + spellings.map { $0.bytes(of: text) })
    }
}
