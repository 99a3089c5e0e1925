public import AutomationCore

/// A plugin with what the operator has said about it.
public struct PluginLaunch: Sendable {
    /// The plugin.
    public var plugin: any Plugin
    /// What was set for it, by option.
    public var options: [String: Value]
    /// What it may reach.
    public var grants: Grants
    /// What becomes of the run when it fails; nil for what is usual.
    public var onFailure: FailureReaction?
    /// Whether the flags of the command grant what it asks for, because the operator has named its folder there.
    public var isNamed: Bool

    /// Describes how a plugin is to be used.
    public init(
        _ plugin: any Plugin,
        options: [String: Value] = [:],
        grants: Grants = Grants(),
        onFailure: FailureReaction? = nil,
        isNamed: Bool = false
    ) {
        self.plugin = plugin
        self.options = options
        self.grants = grants
        self.onFailure = onFailure
        self.isNamed = isNamed
    }
}
