public import AutomationCore

/// The list of what is built in. It arrives through the same door as any team's own plugin.
public enum StandardPlugins {
    /// All built-in plugins that need nothing of the engine.
    ///
    /// - Parameters:
    ///   - cloud: The cloud that the run works on.
    ///   - store: Where passwords go.
    public static func all(cloud: CloudSession, store: any SecretStore) -> [any Plugin] {
        [
            PasswordPlugin(cloud: cloud),
            ServerPlugin(cloud: cloud),
            KeyPlugin(),
            VaultPlugin(store: store),
            LogPlugin(),
        ]
    }

    /// The version that all of them carry.
    static let version = "0.1.0"
}
