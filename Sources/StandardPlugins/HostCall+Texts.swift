import AutomationCore

extension HostCall {
    /// The text with this name as bytes, valid UTF-8 or not; nil when it was left out.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` for anything else, a secret above all: as plain text
    ///   it would be protected no more.
    func octets(_ name: String) throws(AutomationError) -> [UInt8]? {
        let value = value(name)
        switch value {
        case .none: return nil
        case .string(let text): return Array(text.utf8)
        case .bytes(let bytes): return bytes
        default:
            var hint: String?
            if case .object(is Secret) = value { hint = "a secret stays one: vault.put keeps it, http can send it" }
            throw AutomationError(.argument, "\"\(name)\": expected a string, got \(value.typeName)", hint: hint)
        }
    }
}

extension Value {
    /// A string of a script: text where it is valid UTF-8, bytes where not.
    init(octets: [UInt8]) {
        if let text = String(validating: octets, as: UTF8.self) { self = .string(text) } else { self = .bytes(octets) }
    }

    /// A number of seconds, a whole one without a fraction: 90 is not 90.0.
    init(seconds: Double) {
        if let whole = Int64(exactly: seconds) { self = .integer(whole) } else { self = .number(seconds) }
    }
}
