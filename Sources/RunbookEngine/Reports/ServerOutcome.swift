public import AutomationCore

/// How a runbook ended on one server.
public struct ServerOutcome: Sendable, Equatable {
    /// The server.
    public var server: Server
    /// What it failed with; nil when all went well.
    public var error: AutomationError?
    /// The last step that was reported done.
    public var lastStep: String?
    /// How long it took, in cloud time.
    public var duration: Duration
}
