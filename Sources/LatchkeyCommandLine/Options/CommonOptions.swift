import ArgumentParser
import AutomationCore
import PluginHost

/// What every command takes that works on a cloud.
struct CommonOptions: ParsableArguments {
    @OptionGroup(title: "Cloud") var cloud: CloudOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Passwords") var store: StoreOptions
    @OptionGroup(title: "Plugins") var extensions: ExtensionOptions
    @OptionGroup(title: "Grants") var grants: GrantOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    /// The plugins that are asked for, with what the flags grant, not loaded yet.
    ///
    /// - Throws: ``AutomationError`` when a grant can be none.
    func plugins(
        world: World,
        events: any EventSink,
        environment: [String: String]
    ) throws(AutomationError) -> PluginSetup {
        var granted = try grants.grants(environment: environment, files: world.files)
        granted.allowsSecrets = extensions.allowsSecrets
        return PluginSetup(
            world: world,
            events: events,
            environment: environment,
            options: extensions.folders,
            grants: granted
        )
    }

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
        if let named = try namedStore(plugins, world: world, isSimulated: scratch != nil) { return named }
        return try store.store(environment: environment, world: world, scratch: scratch)
    }

    /// The store of a plugin, where the command line or the project's file names one. What a simulated cloud gives is
    /// worth nothing in the project's.
    ///
    /// - Throws: ``AutomationError`` when no plugin of this name has one.
    func namedStore(
        _ plugins: ActivePlugins,
        world: World,
        isSimulated: Bool
    ) throws(AutomationError) -> (any SecretStore)? {
        if let name = extensions.store {
            guard store.vault == nil else {
                throw AutomationError(
                    .input,
                    "--store and --vault exclude each other",
                    hint: "passwords go to one place"
                )
            }
            return name == Self.vaultName ? nil : try plugins.secretStore(named: name)
        }
        guard store.vault == nil, let name = try Project(files: world.files).file.store, name != Self.vaultName else {
            return nil
        }
        guard !isSimulated else {
            Console.note(
                "note: passwords of the simulated cloud go to a throw-away vault; --store \(name) puts them into the "
                    + "project's store"
            )
            return nil
        }
        return try plugins.secretStore(named: name)
    }

    /// What `--store` calls the built-in vault.
    private static let vaultName = "vault"
}
