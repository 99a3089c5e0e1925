public import AutomationCore
import CloudPasswords
import Foundation

/// `key`: the private keys that open sealed passwords.
public struct KeyPlugin: Plugin {
    /// The largest file that is read as a key. A 16,384-bit key takes 13 KB.
    private static let largestFile = 64 * 1024

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
            summary: "Loads the RSA private key of a key pair from a PEM file (PKCS#1 or PKCS#8).",
            parameters: [Parameter("path", .string, "the file; a relative path starts at the working folder")],
            returns: .init(.object(PrivateKey.objectType.name), "the key"),
            errors: [.key],
            effect: .read,
            body: .suspending { call in
                let path = call.string("path") ?? ""
                do throws(AutomationError) {
                    let contents = try Self.read(call.context.world.files.resolve(path), shownAs: path)
                    return .object(try PrivateKey(contents: contents, name: path))
                } catch {
                    throw error.named("key.load")
                }
            }
        )
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
