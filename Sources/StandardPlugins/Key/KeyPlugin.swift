public import AutomationCore
import CloudPasswords
import Foundation

/// `key`: the private keys that open sealed passwords.
public struct KeyPlugin: Plugin {
    /// The largest file that is read as a key. A 16,384-bit key takes 13 KB.
    private static let largestFile = 64 * 1024
    /// The largest file that is read as a passphrase.
    private static let largestPassphraseFile = 4096

    /// Makes the plugin.
    public init() {}

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
            body: .suspending { call in
                let path = call.string("path") ?? ""
                do throws(AutomationError) {
                    let passphrase = try Self.passphrase(for: call)
                    let contents = try Self.read(call.context.world.files.resolve(path), shownAs: path)
                    return .object(try PrivateKey(contents: contents, passphrase: passphrase, name: path))
                } catch {
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
        let contents: [UInt8]
        do {
            contents = try ReadableFile.read(call.context.world.files.resolve(file), limit: largestPassphraseFile)
        } catch {
            throw AutomationError(
                .key,
                "the passphrase file \(file) cannot be read: \(error.reason)",
                hint: "give the path of a file whose first line is the passphrase of the key"
            )
        }
        // One line, as editors and `echo` write it; blanks belong to the passphrase.
        let line = contents.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw AutomationError(
                .key,
                "the passphrase file \(file) is not a text in UTF-8",
                hint: "save it in UTF-8"
            )
        }
        return Secret(text)
    }

    private static func read(_ path: String, shownAs name: String) throws(AutomationError) -> [UInt8] {
        do {
            return try ReadableFile.read(path, limit: largestFile)
        } catch {
            throw AutomationError(
                .key,
                "the key file \(name) cannot be read: \(error.reason)",
                hint: "give the path of the private key file of the key pair that the servers were made with"
            )
        }
    }
}
