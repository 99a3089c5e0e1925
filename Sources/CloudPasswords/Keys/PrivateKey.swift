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

    // The library declares only its signing key Sendable. Its encryption key, the one that decrypts, is the same struct
    // around one and the same Sendable backing, and a constant: nothing is written after init.
    nonisolated(unsafe) private let key: _RSA.Encryption.PrivateKey

    /// Reads the contents of a key file.
    ///
    /// What OpenSSL, OpenSSH and PuTTY write is read, with a passphrase or without: PKCS#1 (`RSA PRIVATE KEY`, also
    /// with `Proc-Type: 4,ENCRYPTED`), PKCS#8 (`PRIVATE KEY`, `ENCRYPTED PRIVATE KEY`), both in PEM or DER, OpenSSH
    /// (`OPENSSH PRIVATE KEY`) and PuTTY's versions 2 and 3 (`.ppk`). Line ends, indentation, byte-order marks and text
    /// around the key do not matter.
    ///
    /// Trying a passphrase takes as long as the file asks for, by intention: a tenth of a second mostly, and some ten
    /// seconds at the limits above which a file is refused.
    ///
    /// - Parameters:
    ///   - contents: the file's bytes.
    ///   - passphrase: what opens the key; ignored when the key is not encrypted.
    ///   - name: the file's name, for messages.
    /// - Throws: `AutomationError` of kind `key`: the key is protected by a passphrase and none was given, the
    ///   passphrase does not open it, the file is damaged or asks for too much work, or it is of a form that is not
    ///   read, which is named together with the command that converts it.
    public init(contents: [UInt8], passphrase: Secret? = nil, name: String) throws(AutomationError) {
        var der = try KeyFile(contents: contents, name: name).rsaPrivateKey(passphrase: passphrase)
        defer { CipherLibrary.overwrite(&der) }
        let signingKey: _RSA.Signing.PrivateKey
        do {
            // Checks that the numbers belong together, whatever the file says of itself.
            signingKey = try _RSA.Signing.PrivateKey(unsafeDERRepresentation: der)
        } catch {
            throw Self.unusable(der, name: name)
        }
        self.name = name
        bits = signingKey.keySizeInBits
        // The library decrypts with any size from 2048 on, below with whole octets only.
        guard bits >= 2048 || bits.isMultiple(of: 8) else { throw Self.unusualSize(bits, name: name) }
        do {
            key = try Self.encryptionKey(signingKey)
            let primitives = try key.publicKey.getKeyPrimitives()
            let publicKey = SSHPublicKey(modulus: primitives.modulus, publicExponent: primitives.publicExponent)
            self.publicKey = publicKey.text
            fingerprint = publicKey.fingerprint
        } catch {
            throw Self.unusable(der, name: name)
        }
    }

    /// Reads a private key that is held as a text; see ``init(contents:passphrase:name:)``.
    ///
    /// - Throws: `AutomationError` of kind `key`.
    public init(pem: Secret, passphrase: Secret? = nil, name: String) throws(AutomationError) {
        var contents = pem.withExposedText { Array($0.utf8) }
        defer { CipherLibrary.overwrite(&contents) }
        try self.init(contents: contents, passphrase: passphrase, name: name)
    }

    /// The length of the modulus in octets, which is the length of every password sealed for this key.
    public var modulusByteCount: Int { (bits + 7) / 8 }

    /// Undoes RSAES-PKCS1-v1_5 on one block of ``modulusByteCount`` octets; nil when the block was not made for this
    /// key.
    func decrypt(_ block: Data) -> Data? {
        // The library's own error is left out: its number differs between runs of the same failure.
        try? key.decrypt(block, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
    }

    /// Whether the block opens with OAEP, which is another padding than the one that passwords are sealed with. It
    /// never does so by chance.
    func opensWithOAEP(_ block: Data) -> Bool {
        [_RSA.Encryption.Padding.PKCS1_OAEP, .PKCS1_OAEP_SHA256].contains { padding in
            guard var plain = try? key.decrypt(block, padding: padding) else { return false }
            plain.resetBytes(in: plain.startIndex..<plain.endIndex)
            return true
        }
    }

    private static func encryptionKey(_ key: _RSA.Signing.PrivateKey) throws -> _RSA.Encryption.PrivateKey {
        var der = key.derRepresentation
        defer { der.resetBytes(in: der.startIndex..<der.endIndex) }
        // The DER reader takes whole octets only; a key of 2050 bits has to go in number by number.
        guard !key.keySizeInBits.isMultiple(of: 8), let numbers = RSANumbers(pkcs1: Array(der)[...]) else {
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
        if let bits = RSANumbers(pkcs1: der[...])?.bits, bits < 1024 {
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
