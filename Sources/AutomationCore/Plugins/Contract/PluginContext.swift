/// What a plugin is given when it is provisioned.
public struct PluginContext: Sendable {
    /// What the operator has set.
    public var options: PluginOptions
    /// The run: time, randomness, network, files, whoever hears what happens; its grants are the plugin's own.
    public var run: RunContext

    /// Describes a plugin's surroundings.
    public init(options: PluginOptions, run: RunContext) {
        self.options = options
        self.run = run
    }
}
