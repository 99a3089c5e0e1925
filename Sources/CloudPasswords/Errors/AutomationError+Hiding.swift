package import AutomationCore

extension AutomationError {
    /// The same error with all of `secrets` taken out of every text that the cloud may have written.
    package func hiding(_ secrets: [Secret]) -> AutomationError {
        guard !secrets.isEmpty else { return self }
        var error = self
        error.message = message.hiding(secrets)
        error.code = code?.hiding(secrets)
        error.requestID = requestID?.hiding(secrets)
        error.hint = hint?.hiding(secrets)
        error.cause = cause?.hiding(secrets)
        return error
    }
}
