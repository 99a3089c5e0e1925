import AutomationCore

/// A text that a script put together from texts and secrets: `{ "Bearer ", token }`.
struct ConcealedText {
    /// All of it, the secrets in plain text.
    private(set) var bytes: [UInt8] = []
    /// The secrets in it.
    private(set) var secrets: [Secret] = []

    /// Puts the text together.
    ///
    /// - Parameter name: What messages call it.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument``.
    init(_ value: Value, name: String) throws(AutomationError) {
        switch value {
        case .list(let parts) where !parts.isEmpty:
            for part in parts { try add(part, name) }
        default:
            try add(value, name)
        }
    }

    /// The text; nil when it is not valid UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }

    private mutating func add(_ part: Value, _ name: String) throws(AutomationError) {
        switch part {
        case .string(let text): bytes += text.utf8
        case .bytes(let octets): bytes += octets
        case .integer(let number): bytes += "\(number)".utf8
        case .object(let secret as Secret):
            secrets.append(secret)
            // It must reach the wire or the program's input; nobody else gets to see it.
            bytes += secret.withExposedText { Array($0.utf8) }
        default:
            throw AutomationError(
                .argument,
                "\(name): expected a string, a secret or a list of them, got \(part.typeName)"
            )
        }
    }
}
