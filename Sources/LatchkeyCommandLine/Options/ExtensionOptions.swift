import ArgumentParser

/// What extends a command, and what of it is used.
struct ExtensionOptions: ParsableArguments {
    @OptionGroup var folders: PluginFolderOptions

    @Option(
        help: ArgumentHelp(
            "The plugin that keeps passwords, or vault. (default: store: in latchkey.yaml, or the vault)",
            valueName: "plugin"
        )
    )
    var store: String?

    @Flag(
        name: .customLong("allow-secrets"),
        help: "Let the plugins of --plugin that ask for it see passwords as text."
    )
    var allowsSecrets = false
}
