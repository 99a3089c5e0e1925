import AutomationCore

extension AutomationError {
    /// The same error, naming the operation and the server where it does not yet.
    func about(_ operation: String, _ server: Server?) -> AutomationError {
        var error = self
        error.operation = error.operation ?? operation
        error.server = error.server ?? server?.label
        return error
    }
}
