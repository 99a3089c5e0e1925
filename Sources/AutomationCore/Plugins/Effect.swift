/// What calling a function a second time would do; it decides what a journal may do with a call.
public enum Effect: String, Sendable {
    /// Changes nothing: repeat freely.
    case read
    /// Safe to send twice with the same arguments.
    case idempotent
    /// Must happen once.
    case once
}
