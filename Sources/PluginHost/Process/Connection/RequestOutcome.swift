import AutomationCore

/// How a request to a process plugin has ended.
enum RequestOutcome: Sendable {
    /// It was answered.
    case result(Value)
    /// It was answered with an error.
    case failure(WireError)
    /// No answer came in time.
    case timedOut
    /// Whoever asked was cancelled, and no answer came in the time that was left for it.
    case cancelled
    /// The plugin has ended before it had answered.
    case lost
    /// The plugin had ended before anything was sent.
    case unsent
}
