import AutomationCore
import CloudPasswords
import Foundation
import Testing

/// The third-party vectors in `Vectors/rsa`: keys and ciphertexts made with OpenSSL, OpenSSH, PuTTY and pyca. The same
/// keys in rarer forms are in `Vectors/keys`; see ``KeyFormVectors``.
struct RSAVectors: Decodable {
    struct Key: Decodable, Sendable, CustomTestStringConvertible {
        var key_id: String
        var bits: Int
        var format: String
        var file: String
        var passphrase: String?

        var testDescription: String { file }

        /// Whether it is PKCS#1 or PKCS#8 in PEM without a passphrase.
        var isPlainPEM: Bool {
            passphrase == nil && file.hasSuffix(".pem")
        }

        var secret: Secret? { passphrase.map { Secret($0) } }
    }

    struct Ciphertext: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var key_id: String
        var plaintext_utf8: String?
        var ciphertext_base64: String

        var testDescription: String { name }
    }

    struct BadKey: Decodable, Sendable, CustomTestStringConvertible {
        var file: String
        var expect: String
        var passphrase: String?

        var testDescription: String { file }
    }

    struct Public: Decodable, Sendable {
        var modulus_bytes: Int
        var ssh_public_key: String
    }

    var keys: [Key]
    var ciphertexts: [Ciphertext]
    var bad_keys: [BadKey]
    var bad_ciphertexts: [Ciphertext]
    var `public`: [String: Public]

    static let folder = Bundle.module.bundleURL.appending(path: "Vectors/rsa")

    static let all: RSAVectors = {
        do {
            let manifest = try Data(contentsOf: folder.appending(path: "manifest.json"))
            return try JSONDecoder().decode(RSAVectors.self, from: manifest)
        } catch {
            Issue.record(error, "the vectors cannot be read")
            return RSAVectors(keys: [], ciphertexts: [], bad_keys: [], bad_ciphertexts: [], public: [:])
        }
    }()

    static func contents(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: file)))
    }

    static func key(_ file: String, passphrase: String? = nil) throws -> PrivateKey {
        try PrivateKey(
            contents: contents(file),
            passphrase: passphrase.map { Secret($0) },
            name: file.components(separatedBy: "/").last ?? file
        )
    }

    /// The PKCS#1 file of a key.
    static func key(id: String) throws -> PrivateKey {
        try key("keys/\(id).pkcs1.pem")
    }

    static func sealed(_ ciphertext: Ciphertext) throws -> SealedPassword {
        try #require(SealedPassword(text: ciphertext.ciphertext_base64))
    }

    static func ciphertext(_ name: String) throws -> Ciphertext {
        try #require((all.ciphertexts + all.bad_ciphertexts).first { $0.name == name })
    }
}

extension Secret {
    /// The text, for comparisons in tests.
    var exposed: String { withExposedText { $0 } }
}
