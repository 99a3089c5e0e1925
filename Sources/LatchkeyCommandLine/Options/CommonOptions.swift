import ArgumentParser
import AutomationCore
import PluginHost

/// What every command takes that works on a cloud.
struct CommonOptions: ParsableArguments {
    @OptionGroup(title: "Cloud") var cloud: CloudOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Passwords") var store: StoreOptions
    @OptionGroup(title: "Plugins") var extensions: ExtensionOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    /// The store of a plugin, where the command line or the project's file names one; else the vault.
    ///
    /// - Parameter scratch: A folder for a throw-away vault, where `--vault` names none.
    /// - Throws: ``AutomationError`` when it cannot be used.
    func usedStore(
        _ plugins: ActivePlugins,
        environment: [String: String],
        world: World,
        scratch: String? = nil
    ) async throws -> any SecretStore {
        if let named = try namedStore(plugins, world: world) { return named }
        return try store.store(environment: environment, world: world, scratch: scratch)
    }

    /// The store of a plugin, where the command line or the project's file names one.
    ///
    /// - Throws: ``AutomationError`` when no plugin of this name has one.
    func namedStore(_ plugins: ActivePlugins, world: World) throws(AutomationError) -> (any SecretStore)? {
        var name = extensions.store
        if name == nil { name = try Project(files: world.files).file.store }
        guard let name else { return nil }
        return try plugins.secretStore(named: name)
    }
}
