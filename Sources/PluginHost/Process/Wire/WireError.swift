import AutomationCore

/// A process plugin's answer that something went wrong.
struct WireError: Sendable {
    private static let longest = 1000

    var kind: ErrorKind
    var message: String
    var hint: String?
    var isRetryable: Bool

    /// Reads the `error` of an answer.
    ///
    /// - Throws: ``WireFault``.
    init(_ value: Value) throws(WireFault) {
        guard case .record(let fields) = value, case .integer = fields["code"],
            case .string(let message) = fields["message"]
        else { throw WireFault("an error must have a whole number \"code\" and a text \"message\"") }
        var data: [String: Value] = [:]
        switch fields["data"] ?? .none {
        case .none: break
        case .record(let fields): data = fields
        default: throw WireFault("\"data\" of an error must be an object")
        }
        self.init(data: data)
        self.message = HarmlessText.line(message, limit: Self.longest)
    }

    /// Reads an error that is a value.
    init(data: [String: Value]) {
        kind = .plugin
        if case .string(let word) = data["kind"], PluginManifest.isLegal(word) { kind = ErrorKind(rawValue: word) }
        message = "it failed"
        if case .string(let text) = data["message"] { message = HarmlessText.line(text, limit: Self.longest) }
        if case .string(let text) = data["hint"] { hint = HarmlessText.line(text, limit: Self.longest) }
        isRetryable = false
        if case .boolean(let flag) = data["retryable"] { isRetryable = flag }
    }

    var automationError: AutomationError {
        AutomationError(kind, message, isRetryable: isRetryable, hint: hint)
    }
}
