public import AutomationCore
import CloudPasswords

/// `key`: the private keys that open sealed passwords.
public struct KeyPlugin: Plugin {
    private let ring: KeyRing

    /// Makes the plugin.
    ///
    /// - Parameter passphrases: Where the passphrase of a protected key comes from when the runbook gives none; nil for
    ///   nowhere.
    public init(passphrases: (any PassphraseSource)? = nil) {
        ring = KeyRing(source: passphrases)
    }

    public var manifest: PluginManifest {
        PluginManifest(name: "key", version: StandardPlugins.version, summary: "Loads the private keys of key pairs.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "key",
                summary: "The private keys that open sealed passwords.",
                functions: [load],
                objectTypes: [PrivateKey.objectType]
            )
        ]
    }

    private var load: HostFunction {
        HostFunction(
            "load",
            summary: "Loads the RSA private key of a key pair: OpenSSL's, OpenSSH's and PuTTY's files, PEM or DER.",
            parameters: [Parameter("path", .string, "the file; a relative path starts at the working folder")],
            options: [
                Parameter("passphrase", .optional(.secret), "what opens the key, when it is protected by a passphrase"),
                Parameter(
                    "passphrase_file",
                    .optional(.string),
                    "a file whose first line is the passphrase; a relative path starts at the working folder"
                ),
            ],
            returns: .init(.object(PrivateKey.objectType.name), "the key"),
            errors: [.key],
            effect: .read,
            body: .suspending { [ring] call in
                do {
                    let passphrase = try Self.passphrase(for: call)
                    let path = call.string("path") ?? ""
                    return .object(try await ring.key(at: path, passphrase: passphrase, world: call.context.world))
                } catch let error as AutomationError {
                    throw error.named("key.load")
                }
            }
        )
    }

    /// The passphrase as it was given; nil when it was not.
    private static func passphrase(for call: HostCall) throws(AutomationError) -> Secret? {
        let given = call.object("passphrase", as: Secret.self)
        guard let file = call.string("passphrase_file") else { return given }
        guard given == nil else {
            throw AutomationError(.argument, "give passphrase or passphrase_file, not both")
        }
        return try KeyFileReading.passphrase(call.context.world.files.resolve(file), shownAs: file)
    }
}
