public import AutomationCore
import CryptoExtras
import Foundation

/// The RSA private key of a key pair, which opens the passwords that were sealed for it.
///
/// Nothing but its size and its public half can be read from it: it prints as `<private key>` and has an empty
/// mirror. Its numbers are kept in the memory of the cryptographic library, which overwrites them with the last copy.
public struct PrivateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The file that the key came from, for messages.
    public let name: String
    /// The length of the modulus in bits, 1024 or more.
    public let bits: Int
    /// The fingerprint of the public half, as `ssh-keygen -l` shows it: `SHA256:` and base64.
    public let fingerprint: String
    /// The public half as one line of an `authorized_keys` file, without a comment: `ssh-rsa AAAA...`. It equals the
    /// first two words of the `public_key` that the API "Querying Details About an SSH Key Pair" answers with.
    public let publicKey: String

    // The encryption key, which decrypts, is not Sendable; the signing key holds the same numbers and is.
    private let key: _RSA.Signing.PrivateKey

    /// Reads the contents of a key file.
    ///
    /// PKCS#1 (`RSA PRIVATE KEY`) and PKCS#8 (`PRIVATE KEY`) are read, in PEM and without a passphrase; line ends,
    /// indentation, byte-order marks and text around the key do not matter.
    ///
    /// - Parameters:
    ///   - contents: the file's bytes.
    ///   - name: the file's name, for messages.
    /// - Throws: `AutomationError` of kind `key`; it names the form found and gives the command that converts it.
    public init(contents: [UInt8], name: String) throws(AutomationError) {
        let der = try KeyFile(contents: contents, name: name).rsaPrivateKey()
        do {
            key = try _RSA.Signing.PrivateKey(unsafeDERRepresentation: der)
            let primitives = try key.publicKey.getKeyPrimitives()
            let publicKey = SSHPublicKey(modulus: primitives.modulus, publicExponent: primitives.publicExponent)
            self.publicKey = publicKey.text
            fingerprint = publicKey.fingerprint
        } catch {
            throw Self.unusable(der, name: name)
        }
        self.name = name
        bits = key.keySizeInBits
        // The library decrypts with any size from 2048 on, below with whole octets only.
        guard bits >= 2048 || bits.isMultiple(of: 8) else { throw Self.unusualSize(bits, name: name) }
    }

    /// Reads a private key that is held as a text; see ``init(contents:name:)``.
    ///
    /// - Throws: `AutomationError` of kind `key`.
    public init(pem: Secret, name: String) throws(AutomationError) {
        try self.init(contents: pem.withExposedText { Array($0.utf8) }, name: name)
    }

    /// The length of the modulus in octets, which is the length of every password sealed for this key.
    public var modulusByteCount: Int { (bits + 7) / 8 }

    /// Undoes RSAES-PKCS1-v1_5 on one block of ``modulusByteCount`` octets; nil when the block was not made for this
    /// key.
    func decrypt(_ block: Data) -> Data? {
        var der = key.derRepresentation
        defer { der.resetBytes(in: der.startIndex..<der.endIndex) }
        // The library's own error is left out: its number differs between runs of the same failure.
        return try? encryptionKey(der).decrypt(block, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
    }

    private func encryptionKey(_ der: Data) throws -> _RSA.Encryption.PrivateKey {
        // The DER reader takes whole octets only; a key of 2050 bits has to go in number by number.
        guard !bits.isMultiple(of: 8), let numbers = RSAPrimitives(pkcs1: Array(der)[...]) else {
            return try _RSA.Encryption.PrivateKey(unsafeDERRepresentation: der)
        }
        return try _RSA.Encryption.PrivateKey(
            n: numbers.modulus,
            e: numbers.publicExponent,
            d: numbers.privateExponent,
            p: numbers.prime1,
            q: numbers.prime2
        )
    }

    /// Why a well-formed encoding is no usable key: too short, or its numbers do not belong together.
    private static func unusable(_ der: [UInt8], name: String) -> AutomationError {
        if let bits = RSAPrimitives(pkcs1: der[...])?.bits, bits < 1024 {
            return AutomationError(
                .key,
                "\(name) is an RSA key of \(bits) bits, and keys below 1024 bits are not used",
                hint: "key pairs of the cloud have 1024, 2048 or 4096 bits; is it the right file?"
            )
        }
        return AutomationError(
            .key,
            "\(name) is damaged: the numbers of the key do not belong together",
            hint: KeyFile.damageHint
        )
    }

    private static func unusualSize(_ bits: Int, name: String) -> AutomationError {
        AutomationError(
            .key,
            "\(name) is an RSA key of \(bits) bits; below 2048 bits only multiples of 8 can be used",
            hint: "openssl pkeyutl -decrypt opens a password with it"
        )
    }

    public var description: String { displayText }

    public var debugDescription: String { displayText }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
