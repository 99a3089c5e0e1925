import AutomationCore

extension AutomationError {
    /// The same error with all of `secrets` taken out of every text.
    func hiding(_ secrets: [Secret]) -> AutomationError {
        secrets.reduce(self) { $0.hiding($1) }
    }

    /// The same error with `secret` taken out of every text.
    ///
    /// Clouds echo what they were sent in their error messages, gateways even whole requests.
    func hiding(_ secret: Secret) -> AutomationError {
        guard !secret.isEmpty else { return self }
        var error = self
        secret.withExposedText { text in
            error.message = message.replacing(text, with: Secret.placeholder)
            error.code = code?.replacing(text, with: Secret.placeholder)
            error.requestID = requestID?.replacing(text, with: Secret.placeholder)
        }
        error.cause = cause?.hiding(secret)
        return error
    }
}
