import AutomationCore

/// How the key of a cipher comes from a passphrase, with the parameters that a key file names.
enum KeyDerivation: Equatable {
    /// PBKDF2 (RFC 8018, section 5.2); the hash as the cipher library calls it.
    case pbkdf2(hash: String, salt: [UInt8], iterations: Int)
    /// scrypt (RFC 7914): N, r and p.
    case scrypt(salt: [UInt8], cost: Int, blockSize: Int, parallelism: Int)
    /// OpenSSH's bcrypt_pbkdf.
    case bcrypt(salt: [UInt8], rounds: Int)
    /// Argon2 (RFC 9106); the variant as the cipher library calls it, memory in KiB.
    case argon2(variant: String, salt: [UInt8], memory: Int, passes: Int, lanes: Int)
    /// PBKDF1 (RFC 8018, section 5.1), which yields 16 octets with MD5 and 20 with SHA-1.
    case pbkdf1(hash: LegacyDigest, salt: [UInt8], iterations: Int)
    /// The derivation of PKCS#12 with SHA-1 (RFC 7292, appendix B).
    case pkcs12(salt: [UInt8], iterations: Int)
    /// OpenSSL's EVP_BytesToKey with MD5 and one iteration, which yields the cipher's key alone.
    case bytesToKey(salt: [UInt8])
    /// PuTTY's derivation before Argon2 (PuTTY manual, appendix C.4): SHA-1 of a counter and the passphrase.
    case putty2

    /// Derives the octets that a cipher takes: the key, and behind it the initialization vector where `count` has
    /// room for one.
    ///
    /// - Throws: ``KeyFileFault/tooMuchWork(_:)`` above ``WorkFactorLimits``, before any work is done;
    ///   ``KeyFileFault/damaged(_:)`` for parameters that make no sense.
    func octets(_ count: Int, initialization: Int = 0, passphrase: Secret) throws(KeyFileFault) -> [UInt8] {
        try checkWork()
        return try passphrase.withOctets { (passphrase) throws(KeyFileFault) in
            do {
                return try derive(count, initialization, passphrase)
            } catch {
                throw .damaged("the parameters of its encryption make no sense")
            }
        }
    }

    private func derive(
        _ count: Int,
        _ initialization: Int,
        _ passphrase: [UInt8]
    ) throws(CipherLibrary.Refusal) -> [UInt8] {
        let function: String
        let work: [Int]
        let salt: [UInt8]
        switch self {
        case .pbkdf2(let hash, let ownSalt, let iterations):
            (function, work, salt) = ("PBKDF2(\(hash))", [iterations], ownSalt)
        case .scrypt(let ownSalt, let cost, let blockSize, let parallelism):
            (function, work, salt) = ("Scrypt", [cost, blockSize, parallelism], ownSalt)
        case .bcrypt(let ownSalt, let rounds):
            (function, work, salt) = ("Bcrypt-PBKDF", [rounds], ownSalt)
        case .argon2(let variant, let ownSalt, let memory, let passes, let lanes):
            (function, work, salt) = (variant, [memory, passes, lanes], ownSalt)
        case .pbkdf1(let hash, let salt, let iterations):
            return LegacyDerivation.pbkdf1(hash, passphrase, salt, iterations, count: count + initialization)
        case .pkcs12(let salt, let iterations):
            guard let text = String(validating: passphrase, as: UTF8.self) else { throw CipherLibrary.Refusal() }
            return LegacyDerivation.pkcs12(.key, text, salt, iterations, count: count)
                + LegacyDerivation.pkcs12(.initialization, text, salt, iterations, count: initialization)
        case .bytesToKey(let salt): return LegacyDerivation.bytesToKey(passphrase, salt, count: count)
        case .putty2: return LegacyDerivation.putty2(passphrase, count: count)
        }
        return try CipherLibrary.derive(
            function,
            work: work,
            passphrase: passphrase,
            salt: salt,
            count: count + initialization
        )
    }
}
