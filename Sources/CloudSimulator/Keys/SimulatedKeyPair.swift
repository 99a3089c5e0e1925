import Crypto
import CryptoExtras
import Foundation

/// A key pair as the console makes them: a name, a public half that servers get, a private half for the user.
///
/// Making an RSA pair takes a noticeable time, so tests hand the same one to every fleet.
public struct SimulatedKeyPair: Sendable, CustomStringConvertible, CustomReflectable {
    /// What the halves are.
    public enum Algorithm: Sendable, Equatable {
        /// The only one that can seal a password.
        case rsa
        /// Good for SSH only: the guest logs an invalid key and never posts a password.
        case ed25519
    }

    /// The name under which servers mention it.
    public let name: String
    /// What the halves are.
    public let algorithm: Algorithm
    /// The private half as the console lets the user download it: for RSA PKCS#1 PEM, `BEGIN RSA PRIVATE KEY`.
    public let privateKeyPEM: String
    /// The public half in PEM.
    public let publicKeyPEM: String
    /// The public half in one line: `ssh-rsa AAAA...`, without a comment.
    public let publicKeyLine: String
    /// The MD5 of the public half, in pairs of digits with colons between them.
    public let fingerprint: String

    /// Takes an existing RSA key of at least 1024 bits.
    ///
    /// - Parameters:
    ///   - name: the name under which servers mention the pair.
    ///   - privateKeyPEM: the private half, PKCS#1 or PKCS#8, not encrypted.
    /// - Throws: what the cryptography library says about text that is no such key.
    public init(name: String, privateKeyPEM: String) throws {
        let key = try _RSA.Encryption.PrivateKey(unsafePEMRepresentation: privateKeyPEM)
        try self.init(name: name, key: key)
    }

    private init(name: String, key: _RSA.Encryption.PrivateKey) throws {
        let numbers = try key.publicKey.getKeyPrimitives()
        self.init(
            name: name,
            algorithm: .rsa,
            privateKeyPEM: key.pemRepresentation,
            publicKeyPEM: key.publicKey.pemRepresentation,
            sshKey: SSHPublicKey(rsaModulus: numbers.modulus, exponent: numbers.publicExponent)
        )
    }

    private init(
        name: String,
        algorithm: Algorithm,
        privateKeyPEM: String,
        publicKeyPEM: String,
        sshKey: SSHPublicKey
    ) {
        self.name = name
        self.algorithm = algorithm
        self.privateKeyPEM = privateKeyPEM
        self.publicKeyPEM = publicKeyPEM
        publicKeyLine = sshKey.line
        fingerprint = sshKey.fingerprint
    }

    /// Makes a fresh RSA-2048 pair; like its sibling it draws from the system's randomness, as nothing else here does.
    public static func generate(name: String = "KeyPair-demo") throws -> SimulatedKeyPair {
        try SimulatedKeyPair(name: name, key: try _RSA.Encryption.PrivateKey(keySize: .bits2048))
    }

    /// Makes a fresh Ed25519 pair, whose private half is PKCS#8 PEM.
    public static func generateEd25519(name: String = "KeyPair-ed25519") -> SimulatedKeyPair {
        let key = Curve25519.Signing.PrivateKey()
        return SimulatedKeyPair(
            name: name,
            algorithm: .ed25519,
            privateKeyPEM: PEM.text("PRIVATE KEY", PEM.ed25519PrivatePrefix + key.rawRepresentation),
            publicKeyPEM: PEM.text("PUBLIC KEY", PEM.ed25519PublicPrefix + key.publicKey.rawRepresentation),
            sshKey: SSHPublicKey(ed25519: key.publicKey.rawRepresentation)
        )
    }

    public var description: String { "key pair \(name)" }

    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }

    /// What the guest posts as its initial password: one block of RSAES-PKCS1-v1_5, in Base64 without line breaks;
    /// nil when the key is none for RSA.
    ///
    /// Source: cloudbase-init, `cloudbaseinit/utils/crypt.py`.
    func seal(_ password: String) throws -> String? {
        guard algorithm == .rsa else { return nil }
        let key = try _RSA.Encryption.PublicKey(unsafePEMRepresentation: publicKeyPEM)
        return try key.encrypt(Data(password.utf8), padding: ._WEAK_AND_INSECURE_PKCS_V1_5).base64EncodedString()
    }
}

/// The textual wrapping of keys that the cryptography library has none for.
private enum PEM {
    /// Source: RFC 8410, section 7: all of a private key's PKCS#8 but the 32 bytes themselves.
    static let ed25519PrivatePrefix = Data([
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ])
    /// Source: RFC 8410, section 4.
    static let ed25519PublicPrefix = Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])

    static func text(_ label: String, _ bytes: Data) -> String {
        // Both of Ed25519's forms fit into one line of 64 characters.
        "-----BEGIN \(label)-----\n\(bytes.base64EncodedString())\n-----END \(label)-----\n"
    }
}
