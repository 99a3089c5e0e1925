/// The derivations of older key files, a few lines of hashing each, which no library offers in a form that takes every
/// passphrase: swift-crypto's reader of encrypted PEM stops the process at one that is not ASCII.
enum LegacyDerivation {
    /// What the derivation of PKCS#12 is asked for (RFC 7292, appendix B.3).
    enum Purpose: UInt8 {
        case key = 1
        case initialization = 2
    }

    /// PBKDF1 (RFC 8018, section 5.1). Answers no more octets than the hash has.
    static func pbkdf1(
        _ digest: LegacyDigest,
        _ passphrase: [UInt8],
        _ salt: [UInt8],
        _ iterations: Int,
        count: Int
    ) -> [UInt8] {
        var hash = digest.hash(passphrase + salt)
        for _ in 1..<max(iterations, 1) { hash = digest.hash(hash) }
        return Array(hash.prefix(count))
    }

    /// EVP_BytesToKey (OpenSSL) with MD5: each hash covers the one before, the passphrase and the salt.
    static func bytesToKey(_ passphrase: [UInt8], _ salt: [UInt8], count: Int) -> [UInt8] {
        var key: [UInt8] = []
        var hash: [UInt8] = []
        while key.count < count {
            hash = LegacyDigest.md5.hash(hash + passphrase + salt)
            key += hash
        }
        return Array(key.prefix(count))
    }

    /// SHA-1 of a counter of four octets and the passphrase (PuTTY manual, appendix C.4).
    static func putty2(_ passphrase: [UInt8], count: Int) -> [UInt8] {
        var key: [UInt8] = []
        var counter: UInt8 = 0
        while key.count < count {
            key += LegacyDigest.sha1.hash([0, 0, 0, counter] + passphrase)
            counter += 1
        }
        return Array(key.prefix(count))
    }

    /// The derivation of PKCS#12 with SHA-1 (RFC 7292, appendix B.2), whose names are kept here.
    static func pkcs12(
        _ purpose: Purpose,
        _ passphrase: String,
        _ salt: [UInt8],
        _ iterations: Int,
        count: Int
    ) -> [UInt8] {
        // The octets that SHA-1 works through at once; "v" of the standard.
        let block = 64
        // UTF-16, the more significant octet first, with a zero at the end.
        let password = (Array(passphrase.utf16) + [0]).flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        let diversifier = [UInt8](repeating: purpose.rawValue, count: block)
        var input = filled(salt, block) + filled(password, block)
        defer { CipherLibrary.overwrite(&input) }
        var key: [UInt8] = []
        while key.count < count {
            var hash = LegacyDigest.sha1.hash(diversifier + input)
            for _ in 1..<max(iterations, 1) { hash = LegacyDigest.sha1.hash(hash) }
            key += hash
            // I_j = (I_j + B + 1) mod 2^v, where B is the hash repeated up to v.
            for start in stride(from: 0, to: input.count, by: block) {
                var carry: UInt16 = 1
                for index in (0..<block).reversed() {
                    carry += UInt16(input[start + index]) + UInt16(hash[index % hash.count])
                    input[start + index] = UInt8(truncatingIfNeeded: carry)
                    carry >>= 8
                }
            }
        }
        return Array(key.prefix(count))
    }

    /// Repeated until it fills whole blocks; nothing stays nothing.
    private static func filled(_ octets: [UInt8], _ block: Int) -> [UInt8] {
        guard !octets.isEmpty else { return [] }
        let count = (octets.count + block - 1) / block * block
        return (0..<count).map { octets[$0 % octets.count] }
    }
}
