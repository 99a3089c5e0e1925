/// How much work a key file may ask for before its passphrase can be tried.
///
/// The file names its own work factors, so a hostile one could keep the process busy for years or fill its memory.
/// Each limit is far above what tools write by themselves, and stands for some ten seconds on a slow core and for
/// 256 MiB at most.
enum WorkFactorLimits {
    /// Rounds of bcrypt_pbkdf. `ssh-keygen` writes 16 or 24, and what `-a` says.
    static let bcryptRounds = 1024
    /// Iterations of PBKDF2. OpenSSL writes 2,048, other tools up to a million.
    static let iterations = 10_000_000
    /// Iterations of PBKDF1 and of the derivation of PKCS#12. OpenSSL writes 2,048, Java up to 100,000.
    static let legacyIterations = 1_000_000
    /// The memory of scrypt in bytes: 128 · r · (N + p). OpenSSL writes 16 MiB and reads up to 32 MiB.
    static let scryptMemory = 256 * 1024 * 1024
    /// The work of scrypt: N · r · p. OpenSSL writes 2^17.
    static let scryptWork = 1 << 24
    /// The memory of Argon2 in KiB. PuTTYgen writes 8,192.
    static let argon2Memory = 256 * 1024
    /// The work of Argon2: memory in KiB times passes. PuTTYgen chooses the passes for a tenth of a second.
    static let argon2Work = 8 * 1024 * 1024
    /// The lanes of Argon2. PuTTYgen writes 1.
    static let argon2Lanes = 16
}
