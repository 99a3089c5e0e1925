import AutomationCore

extension AutomationError {
    /// The same error, naming the operation and the server where it does not yet.
    func about(_ operation: String, _ server: Server?) -> AutomationError {
        var error = self
        error.operation = error.operation ?? operation
        error.server = error.server ?? server?.label
        return error
    }

    /// The same error with one more piece of advice.
    func advising(_ advice: String) -> AutomationError {
        var error = self
        error.hint = hint.map { "\($0); \(advice)" } ?? advice
        return error
    }
}
