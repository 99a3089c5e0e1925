import AutomationCore

/// What was asked for of everything that lets Lua work on a cloud: a run, or a session at a prompt.
protocol RunOptions {
    var servers: ServerOptions { get }
    var reveal: Bool { get }
    var passphrase: PassphraseOptions { get }
    var inputs: InputOptions { get }
    var inventory: InventoryOptions { get }
    var grants: GrantOptions { get }
    var common: CommonOptions { get }
}

extension RunOptions {
    /// The plugins that are asked for, not loaded yet.
    ///
    /// - Throws: ``AutomationError`` when a grant can be none.
    func pluginSetup(
        _ world: World,
        _ events: any EventSink,
        _ environment: [String: String]
    ) throws(AutomationError) -> PluginSetup {
        var grants = try grants.grants(environment: environment, files: world.files)
        grants.allowsSecrets = common.extensions.allowsSecrets
        return PluginSetup(
            world: world,
            events: events,
            environment: environment,
            options: common.extensions.folders,
            grants: grants
        )
    }
}

extension RunCommand: RunOptions {}
