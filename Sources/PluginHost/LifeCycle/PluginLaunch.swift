public import AutomationCore

/// A plugin with what the operator has said about it.
public struct PluginLaunch: Sendable {
    /// The plugin.
    public var plugin: any Plugin
    /// What was set for it, by option.
    public var options: [String: Value]
    /// What it may reach.
    public var grants: Grants

    /// Describes how a plugin is to be used.
    public init(_ plugin: any Plugin, options: [String: Value] = [:], grants: Grants = Grants()) {
        self.plugin = plugin
        self.options = options
        self.grants = grants
    }
}
