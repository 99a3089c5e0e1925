import AutomationCore

/// Reads OpenSSH's own form of private keys (PROTOCOL.key in OpenSSH's source), encrypted or not.
struct OpenSSHKeyReader {
    private static let magic = Array("openssh-key-v1\0".utf8)
    private static let rsa = "ssh-rsa"

    private let cipher: String
    private let derivation: String
    private let derivationOptions: [UInt8]
    private let publicKey: [UInt8]
    /// The encrypted octets with the tag that stands behind them.
    private let sealed: [UInt8]

    /// Takes the file's outer parts apart, which are never encrypted.
    ///
    /// - Parameter octets: what the base64 of the PEM block stands for.
    /// - Throws: ``KeyFileFault``.
    init(_ octets: [UInt8]) throws(KeyFileFault) {
        var reader = WireReader(octets)
        guard reader.skip(Self.magic), let cipher = reader.name(), let derivation = reader.name(),
            let options = reader.string(), let keyCount = reader.number()
        else { throw Self.cutOff }
        guard keyCount == 1 else { throw .damaged("it says that it holds \(keyCount) keys") }
        guard let publicKey = reader.string(), let sealed = reader.string() else { throw Self.cutOff }
        self.cipher = cipher
        self.derivation = derivation
        derivationOptions = Array(options)
        self.publicKey = Array(publicKey)
        self.sealed = sealed + Array(reader.rest)
    }

    /// The algorithm of the key: `ssh-rsa`.
    var algorithm: String {
        var reader = WireReader(publicKey)
        return reader.name() ?? ""
    }

    var isEncrypted: Bool { cipher != "none" }

    /// The key as PKCS#1 in DER.
    ///
    /// - Throws: ``KeyFileFault``.
    func rsaPrivateKey(passphrase: Secret?) throws(KeyFileFault) -> [UInt8] {
        guard algorithm == Self.rsa else { throw .other(.openSSH(algorithm: algorithm)) }
        guard isEncrypted else { return try numbers(in: sealed).pkcs1() }
        guard let passphrase else { throw .passphraseNeeded }
        var plain = try decrypt(passphrase)
        defer { CipherLibrary.overwrite(&plain) }
        return try numbers(in: plain).pkcs1()
    }

    private func decrypt(_ passphrase: Secret) throws(KeyFileFault) -> [UInt8] {
        guard let cipher = KeyCipher(openSSHName: cipher) else { throw .unsupported(NameInFile.shown(cipher)) }
        guard derivation == "bcrypt" else { throw .unsupported(NameInFile.shown(derivation)) }
        var options = WireReader(derivationOptions)
        guard let salt = options.string(), !salt.isEmpty, let rounds = options.number() else { throw Self.cutOff }
        var octets = try KeyDerivation.bcrypt(salt: Array(salt), rounds: rounds).octets(
            cipher.keyLength,
            initialization: cipher.initializationLength,
            passphrase: passphrase
        )
        defer { CipherLibrary.overwrite(&octets) }
        return try cipher.decrypt(
            sealed,
            key: Array(octets.prefix(cipher.keyLength)),
            initialization: Array(octets.dropFirst(cipher.keyLength))
        )
    }

    /// Reads the private part: two equal numbers that prove the passphrase, then the key, a comment and 1, 2, 3... as
    /// padding.
    private func numbers(in plain: [UInt8]) throws(KeyFileFault) -> RSANumbers {
        var reader = WireReader(plain)
        guard let first = reader.number(), let second = reader.number() else { throw Self.cutOff }
        guard first == second else {
            throw isEncrypted ? .wrongPassphrase : .damaged("its two check numbers differ")
        }
        guard reader.name() == Self.rsa, let modulus = reader.integer(), let publicExponent = reader.integer(),
            let privateExponent = reader.integer(), let coefficient = reader.integer(),
            let prime1 = reader.integer(), let prime2 = reader.integer(), reader.string() != nil,
            reader.rest.count < 256, zip(reader.rest, 1...).allSatisfy({ Int($0) == $1 })
        else { throw .damaged("its private part is no complete key") }
        var known = WireReader(publicKey)
        guard known.name() == Self.rsa, known.integer() == publicExponent, known.integer() == modulus else {
            throw .damaged("its public part belongs to another key")
        }
        return RSANumbers(
            modulus: modulus,
            publicExponent: publicExponent,
            privateExponent: privateExponent,
            prime1: prime1,
            prime2: prime2,
            coefficient: coefficient
        )
    }

    private static let cutOff = KeyFileFault.damaged("it is cut off")
}
