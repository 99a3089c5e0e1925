import ArgumentParser
import AutomationCore

/// Where the passphrase of a protected key comes from.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File whose first line is the passphrase of a protected key; or the passphrase itself in "
                + "LATCHKEY_KEY_PASSPHRASE. (default: asked for on the terminal)",
            valueName: "file"
        ),
        completion: .file()
    )
    var keyPassphraseFile: String?

    /// The source, which asks on a terminal last.
    func source(environment: [String: String], files: FileRoot, terminal: any Terminal) -> KeyPassphrases {
        KeyPassphrases(file: keyPassphraseFile, environment: environment, files: files, terminal: terminal)
    }
}
