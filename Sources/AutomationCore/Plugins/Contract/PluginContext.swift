/// What a plugin is given when it is provisioned.
public struct PluginContext: Sendable {
    /// What the operator has set.
    public var options: PluginOptions
    /// The run: time, randomness, network, files, whoever hears what happens; its grants are the plugin's own.
    public var run: RunContext

    private let onFailure: @Sendable (AutomationError) -> Void

    /// Describes a plugin's surroundings.
    ///
    /// - Parameter onFailure: Hears what the plugin reports.
    public init(
        options: PluginOptions,
        run: RunContext,
        onFailure: @escaping @Sendable (AutomationError) -> Void = { _ in }
    ) {
        self.options = options
        self.run = run
        self.onFailure = onFailure
    }

    /// Says that the plugin has failed where nobody who called it can hear of it: as an event sink, or beside all calls.
    /// The operator has said, by `on_failure`, whether the run goes on. To be called besides logging what has happened.
    public func reportFailure(_ error: AutomationError) { onFailure(error) }
}
