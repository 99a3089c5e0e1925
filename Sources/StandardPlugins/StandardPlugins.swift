public import AutomationCore

/// The list of what is built in. It arrives through the same door as any team's own plugin.
public enum StandardPlugins {
    /// All built-in plugins that need nothing of the engine.
    ///
    /// - Parameters:
    ///   - cloud: The cloud that the run works on.
    ///   - store: Where passwords go.
    ///   - passphrases: Where the passphrases of protected keys come from when a runbook gives none; nil for nowhere.
    public static func all(
        cloud: CloudSession,
        store: any SecretStore,
        passphrases: (any PassphraseSource)? = nil
    ) -> [any Plugin] {
        [
            PasswordPlugin(cloud: cloud),
            ServerPlugin(cloud: cloud),
            KeyPlugin(passphrases: passphrases),
            VaultPlugin(store: store),
        ] + general
    }

    /// Those that know of no cloud and no password, which plugins may use too.
    public static var general: [any Plugin] {
        [
            LogPlugin(),
            JSONPlugin(),
            YAMLPlugin(),
            TimePlugin(),
            TextPlugin(),
            FilesPlugin(),
            HTTPPlugin(),
            ProcessPlugin(),
        ]
    }

    /// The version that all of them carry.
    static let version = "0.1.0"
}
