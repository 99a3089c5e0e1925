import AutomationCore

/// Secrets that a plugin was given, and that no message of its may show.
struct ConcealedSecrets: Sendable {
    /// What is shorter is in every other word.
    private static let shortest = 4

    private let secrets: [Secret]

    /// Remembers secrets.
    init(_ secrets: [Secret] = []) {
        self.secrets = secrets.filter { $0.withExposedText { $0.count } >= Self.shortest }
    }

    /// The secrets among options, also those in lists.
    init(in values: some Sequence<Value>) {
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
        self.init(found)
    }

    /// The same and more.
    func adding(_ more: [Secret]) -> ConcealedSecrets {
        more.isEmpty ? self : ConcealedSecrets(secrets + more)
    }

    /// The text without the secrets.
    func conceal(_ text: String) -> String {
        var text = text
        for secret in secrets {
            secret.withExposedText { if text.contains($0) { text = text.replacing($0, with: Secret.placeholder) } }
        }
        return text
    }

    /// The error without the secrets.
    func conceal(_ error: AutomationError) -> AutomationError {
        guard !secrets.isEmpty else { return error }
        var error = error
        error.message = conceal(error.message)
        error.hint = error.hint.map { conceal($0) }
        error.traceback = error.traceback.map { conceal($0) }
        error.code = error.code.map { conceal($0) }
        error.cause = error.cause.map { conceal($0) }
        return error
    }
}
