import Crypto
import Foundation

/// What opens files: an X25519 private key, written `AGE-SECRET-KEY-1...`.
///
/// It shows nothing of itself; ``withExposedText(_:)`` is the only way to its text.
public struct AgeIdentity: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private static let prefix = "age-secret-key-"

    let privateKey: Curve25519.KeyAgreement.PrivateKey

    /// Draws a new identity.
    public init(using generator: inout some RandomNumberGenerator) throws(AgeError) {
        try self.init(bytes: RandomBytes.draw(32, using: &generator))
    }

    /// Reads an identity.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/identity``, or ``AgeError/Code/unsupported`` for an identity
    ///   of another kind. It shows nothing of the text.
    public init(_ text: String) throws(AgeError) {
        guard !text.hasPrefix("AGE-PLUGIN-"), !text.hasPrefix("AGE-SECRET-KEY-PQ-") else {
            throw AgeError(.unsupported, "the identity is of a kind that is not supported; only X25519 is")
        }
        guard text == text.uppercased(), let (prefix, bytes) = Bech32.decode(text), prefix == Self.prefix,
            bytes.count == 32
        else { throw AgeError(.identity, "the text is no age identity: it must look like AGE-SECRET-KEY-1...") }
        try self.init(bytes: bytes)
    }

    private init(bytes: [UInt8]) throws(AgeError) {
        do { privateKey = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes) } catch {
            throw AgeError(.identity, "the identity is no X25519 key")
        }
    }

    /// Whom to encrypt for so that this identity opens it.
    public var recipient: AgeRecipient { AgeRecipient(publicKey: Array(privateKey.publicKey.rawRepresentation)) }

    /// Lends the text `AGE-SECRET-KEY-1...` to `body`. Whatever `body` returns is no longer protected.
    public func withExposedText<Result>(_ body: (String) throws -> Result) rethrows -> Result {
        try body(Bech32.encode(Array(privateKey.rawRepresentation), prefix: Self.prefix).uppercased())
    }

    /// The identities in a file as `age-keygen` writes it: one a line, beside comments and empty lines.
    ///
    /// - Throws: ``AgeError`` that names the line and shows nothing of it.
    public static func list(parsing contents: String) throws(AgeError) -> [AgeIdentity] {
        guard !contents.hasPrefix("age-encryption.org/"), !contents.hasPrefix("-----BEGIN AGE ENCRYPTED FILE-----")
        else {
            throw AgeError(.unsupported, "the identity file is protected by a passphrase, which is not supported")
        }
        var identities: [AgeIdentity] = []
        for (number, line) in KeyLines.of(contents) {
            do { identities.append(try AgeIdentity(line)) } catch {
                throw AgeError(error.code, "line \(number): \(error.message)")
            }
        }
        guard !identities.isEmpty else { throw AgeError(.identity, "there is no identity in it") }
        return identities
    }

    public var description: String { "<age identity>" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
