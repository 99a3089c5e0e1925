import AutomationCore
import CloudPasswords
import Foundation
import Testing

/// The keys of ``RSAVectors`` in every further form that OpenSSL, OpenSSH and PuTTY write, and files that have to be
/// refused: `Vectors/keys`.
struct KeyFormVectors: Decodable {
    struct Refused: Decodable, Sendable, CustomTestStringConvertible {
        var file: String
        var passphrase: String?
        /// What the message has to say.
        var expect: String
        /// What the hint has to say.
        var hint: String

        var testDescription: String { file }
    }

    var keys: [RSAVectors.Key]
    var refused: [Refused]

    static let folder = Bundle.module.bundleURL.appending(path: "Vectors/keys")

    static let all: KeyFormVectors = {
        do {
            let manifest = try Data(contentsOf: folder.appending(path: "manifest.json"))
            return try JSONDecoder().decode(KeyFormVectors.self, from: manifest)
        } catch {
            Issue.record(error, "the vectors cannot be read")
            return KeyFormVectors(keys: [], refused: [])
        }
    }()

    static func contents(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: file)))
    }

    static func key(_ file: String, passphrase: Secret? = nil) throws -> PrivateKey {
        try PrivateKey(contents: contents(file), passphrase: passphrase, name: file)
    }
}
