import ArgumentParser

/// The private keys that open sealed passwords.
struct KeyOptions: ParsableArguments {
    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp(
            "Private key file of the servers' key pair; once per key when they have different ones.",
            valueName: "file"
        ),
        completion: .file()
    )
    var key: [String] = []

    @Flag(help: "Open a password without comparing the key with the server's key pair first.")
    var noCheckKey = false

    @OptionGroup var passphrase: PassphraseOptions

    func validate() throws {
        guard !key.contains("") else { throw ValidationError("--key: expected a file, got nothing") }
    }
}
