extension AutomationError {
    /// The hint in brackets, with a space in front; empty without one. For places that have one line for an error.
    package var advice: String { hint.map { " (\($0))" } ?? "" }
}
