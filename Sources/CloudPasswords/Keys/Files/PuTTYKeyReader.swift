import AutomationCore
import Crypto
import Foundation

/// Reads PuTTY's private keys, versions 2 and 3, encrypted or not (PuTTY manual, appendix C).
struct PuTTYKeyReader {
    private static let rsa = "ssh-rsa"
    private static let cipherName = "aes256-cbc"
    private static let macKeyLength = 32

    let algorithm: String
    private let version: String
    private let encryption: String
    private let file: PuTTYKeyFile

    /// Takes the file's lines apart.
    ///
    /// - Parameter contents: the file from its first line on.
    /// - Throws: ``KeyFileFault``.
    init(_ contents: [UInt8]) throws(KeyFileFault) {
        file = try PuTTYKeyFile(contents)
        version = file.version
        algorithm = file.algorithm
        encryption = try file.text("Encryption")
    }

    var isEncrypted: Bool { encryption != "none" }

    /// The key as PKCS#1 in DER.
    ///
    /// - Throws: ``KeyFileFault``.
    func rsaPrivateKey(passphrase: Secret?) throws(KeyFileFault) -> [UInt8] {
        guard algorithm == Self.rsa else { throw .other(.putty(algorithm: algorithm, isEncrypted: isEncrypted)) }
        guard version == "2" || version == "3" else { throw .unsupported("version \(NameInFile.shown(version)) of it") }
        let publicPart = try file.octets("Public-Lines")
        let privatePart = try file.octets("Private-Lines")
        guard isEncrypted else {
            let key = version == "2" ? Self.macKey2(passphrase: []) : []
            try checkMAC(key: key, publicPart: publicPart, privatePart: privatePart)
            return try numbers(publicPart, privatePart).pkcs1()
        }
        guard encryption == Self.cipherName else { throw .unsupported(NameInFile.shown(encryption)) }
        guard let passphrase else { throw .passphraseNeeded }
        let cipher = KeyCipher.chained("AES-256", key: 32, block: 16)
        var (key, initialization, macKey) = try keys(for: cipher, passphrase: passphrase)
        defer {
            CipherLibrary.overwrite(&key)
            CipherLibrary.overwrite(&macKey)
        }
        var plain = try cipher.decrypt(privatePart, key: key, initialization: initialization)
        defer { CipherLibrary.overwrite(&plain) }
        try checkMAC(key: macKey, publicPart: publicPart, privatePart: plain)
        return try numbers(publicPart, plain).pkcs1()
    }

    private func keys(
        for cipher: KeyCipher,
        passphrase: Secret
    ) throws(KeyFileFault) -> (key: [UInt8], initialization: [UInt8], macKey: [UInt8]) {
        if version == "2" {
            let key = try KeyDerivation.putty2.octets(cipher.keyLength, passphrase: passphrase)
            let macKey = try passphrase.withOctets { (octets) throws(KeyFileFault) in Self.macKey2(passphrase: octets) }
            return (key, [UInt8](repeating: 0, count: cipher.initializationLength), macKey)
        }
        let length = cipher.keyLength + cipher.initializationLength
        var octets = try derivation3().octets(length + Self.macKeyLength, passphrase: passphrase)
        defer { CipherLibrary.overwrite(&octets) }
        return (
            Array(octets.prefix(cipher.keyLength)), Array(octets[cipher.keyLength..<length]),
            Array(octets.dropFirst(length))
        )
    }

    private func derivation3() throws(KeyFileFault) -> KeyDerivation {
        let variant = try file.text("Key-Derivation")
        guard ["Argon2i", "Argon2d", "Argon2id"].contains(variant) else {
            throw .unsupported(NameInFile.shown(variant))
        }
        return .argon2(
            variant: variant,
            salt: try file.hexadecimal("Argon2-Salt"),
            memory: try file.number("Argon2-Memory"),
            passes: try file.number("Argon2-Passes"),
            lanes: try file.number("Argon2-Parallelism")
        )
    }

    private static func macKey2(passphrase: [UInt8]) -> [UInt8] {
        LegacyDigest.sha1.hash(Array("putty-private-key-file-mac-key".utf8) + passphrase)
    }

    /// Compares the code over all that matters in the file, in constant time.
    private func checkMAC(key: [UInt8], publicPart: [UInt8], privatePart: [UInt8]) throws(KeyFileFault) {
        var covered: [UInt8] = []
        defer { CipherLibrary.overwrite(&covered) }
        for field in [
            Array(algorithm.utf8), Array(encryption.utf8), try file.field("Comment"), publicPart, privatePart,
        ] {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: field.count).bigEndian) { covered += $0 }
            covered += field
        }
        let key = SymmetricKey(data: key)
        let code = try file.hexadecimal("Private-MAC")
        let isValid =
            version == "2"
            ? HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: covered, using: key)
            : HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: covered, using: key)
        guard isValid else {
            throw isEncrypted ? .wrongPassphrase : .damaged("its check code (Private-MAC) does not match")
        }
    }

    private func numbers(_ publicPart: [UInt8], _ privatePart: [UInt8]) throws(KeyFileFault) -> RSANumbers {
        var known = WireReader(publicPart)
        var reader = WireReader(privatePart)
        guard known.name() == Self.rsa, let publicExponent = known.integer(), let modulus = known.integer(),
            let privateExponent = reader.integer(), let prime1 = reader.integer(), let prime2 = reader.integer(),
            let coefficient = reader.integer()
        else { throw .damaged("its private part is no complete key") }
        return RSANumbers(
            modulus: modulus,
            publicExponent: publicExponent,
            privateExponent: privateExponent,
            prime1: prime1,
            prime2: prime2,
            coefficient: coefficient
        )
    }
}
