import Crypto
import Foundation

/// The file key, wrapped for an X25519 recipient.
enum X25519Stanza {
    static let type = "X25519"
    private static let info = Array("age-encryption.org/v1/X25519".utf8)

    /// Wraps a file key.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/recipient`` for a public key that keeps nothing secret.
    static func wrap(
        _ key: FileKey,
        for recipient: AgeRecipient,
        using generator: inout some RandomNumberGenerator
    ) throws(AgeError) -> AgeStanza {
        do {
            let ephemeral = try Curve25519.KeyAgreement.PrivateKey(
                rawRepresentation: RandomBytes.draw(32, using: &generator)
            )
            let share = Array(ephemeral.publicKey.rawRepresentation)
            let wrappingKey = try wrappingKey(ephemeral, with: recipient.publicKey, share, recipient.publicKey)
            let fileKey = key.key.withUnsafeBytes { Array($0) }
            let box = try ChaChaPoly.seal(fileKey, using: wrappingKey, nonce: zeroNonce())
            return AgeStanza(
                type: type,
                arguments: [String(decoding: CanonicalBase64.encode(share), as: UTF8.self)],
                body: Array(box.ciphertext + box.tag)
            )
        } catch {
            throw AgeError(.recipient, "the recipient \(recipient) is no key that anything can be encrypted for")
        }
    }

    /// The file key, when the stanza is for this identity; nil when it is for another.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/header`` when the stanza is not as it must be.
    static func unwrap(_ stanza: AgeStanza, with identity: AgeIdentity) throws(AgeError) -> FileKey? {
        guard stanza.arguments.count == 1, let argument = stanza.arguments.first,
            let share = CanonicalBase64.decode(argument.utf8), share.count == 32
        else { throw AgeError(.header, "an X25519 stanza has not one share of 32 bytes") }
        // Looked at before anything is decrypted: a key of another length could open under two identities.
        guard stanza.body.count == FileKey.byteCount + 16 else {
            throw AgeError(.header, "an X25519 stanza has no file key of \(FileKey.byteCount) bytes")
        }
        let wrapped: SymmetricKey
        do {
            let own = Array(identity.privateKey.publicKey.rawRepresentation)
            wrapped = try wrappingKey(identity.privateKey, with: share, share, own)
        } catch { throw AgeError(.header, "an X25519 stanza has a share that keeps nothing secret") }
        guard
            let box = try? ChaChaPoly.SealedBox(
                nonce: zeroNonce(),
                ciphertext: stanza.body.prefix(FileKey.byteCount),
                tag: stanza.body.suffix(16)
            ), var key = try? ChaChaPoly.open(box, using: wrapped)
        else { return nil }
        defer { key.resetBytes(in: key.startIndex..<key.endIndex) }
        return FileKey(key)
    }

    /// - Throws: Also when the shared secret is all zero, which a share of low order makes it.
    private static func wrappingKey(
        _ privateKey: Curve25519.KeyAgreement.PrivateKey,
        with other: [UInt8],
        _ share: [UInt8],
        _ recipient: [UInt8]
    ) throws -> SymmetricKey {
        let secret = try privateKey.sharedSecretFromKeyAgreement(
            with: Curve25519.KeyAgreement.PublicKey(rawRepresentation: other)
        )
        guard secret.withUnsafeBytes({ $0.contains { $0 != 0 } }) else { throw AgeError(.header, "all zero") }
        return secret.hkdfDerivedSymmetricKey(
            using: SHA256.self,
            salt: share + recipient,
            sharedInfo: info,
            outputByteCount: 32
        )
    }

    /// Each wrapping key encrypts once, so the nonce may be the same.
    private static func zeroNonce() throws -> ChaChaPoly.Nonce {
        try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12))
    }
}
