public import AutomationCore

/// How a run ended.
public struct RunReport: Sendable, Equatable {
    /// What the script failed with; nil when it came to its end.
    public var error: AutomationError?
    /// Whether the run was asked to stop before it was done.
    public var wasInterrupted: Bool
    /// The servers that the runbook worked on, in the order it started with them.
    public var servers: [ServerOutcome]

    /// How many servers failed.
    public var failedCount: Int { servers.count { $0.error != nil } }
}
