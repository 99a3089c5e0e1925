import CryptoExtras
import Foundation

/// An RSA key pair as the console makes them: a name, a public half that servers get, a private half for the user.
///
/// Making one takes a noticeable time, so tests hand the same one to every fleet.
public struct SimulatedKeyPair: Sendable, CustomStringConvertible, CustomReflectable {
    /// The name under which servers mention it.
    public let name: String
    /// The private half in PKCS#1 PEM, `BEGIN RSA PRIVATE KEY`, as the console lets the user download it.
    public let privateKeyPEM: String
    /// The public half in PEM.
    public let publicKeyPEM: String

    /// Takes an existing RSA key of at least 1024 bits.
    ///
    /// - Parameters:
    ///   - name: the name under which servers mention the pair.
    ///   - privateKeyPEM: the private half, PKCS#1 or PKCS#8, not encrypted.
    /// - Throws: what the cryptography library says about text that is no such key.
    public init(name: String, privateKeyPEM: String) throws {
        let key = try _RSA.Encryption.PrivateKey(unsafePEMRepresentation: privateKeyPEM)
        self.init(name: name, key: key)
    }

    private init(name: String, key: _RSA.Encryption.PrivateKey) {
        self.name = name
        privateKeyPEM = key.pemRepresentation
        publicKeyPEM = key.publicKey.pemRepresentation
    }

    /// Makes a fresh RSA-2048 pair: the one thing here that draws from the system's randomness.
    public static func generate(name: String = "KeyPair-demo") throws -> SimulatedKeyPair {
        SimulatedKeyPair(name: name, key: try _RSA.Encryption.PrivateKey(keySize: .bits2048))
    }

    public var description: String { "key pair \(name)" }

    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }

    /// What the guest posts as its initial password: one block of RSAES-PKCS1-v1_5, in Base64 without line breaks.
    ///
    /// Source: cloudbase-init, `cloudbaseinit/utils/crypt.py`.
    func seal(_ password: String) throws -> String {
        let key = try _RSA.Encryption.PublicKey(unsafePEMRepresentation: publicKeyPEM)
        return try key.encrypt(Data(password.utf8), padding: ._WEAK_AND_INSECURE_PKCS_V1_5).base64EncodedString()
    }
}
