import CKeyCiphers

/// The door to the C library that has the derivations and ciphers of key files; nothing else calls it.
enum CipherLibrary {
    /// The library cannot do what it was asked to, or was given lengths that do not fit.
    struct Refusal: Error {
        /// Whether an authentication tag did not match, which a wrong passphrase explains.
        var isNotAuthentic = false
    }

    /// Derives `count` octets from a passphrase.
    ///
    /// - Parameters:
    ///   - function: the library's name: `PBKDF2(SHA-256)`, `Scrypt`, `Argon2id`, `Bcrypt-PBKDF`.
    ///   - work: the function's work factors, which must have been held against ``WorkFactorLimits`` before.
    static func derive(
        _ function: String,
        work: [Int],
        passphrase: [UInt8],
        salt: [UInt8],
        count: Int
    ) throws(Refusal) -> [UInt8] {
        var factors = [0, 0, 0]
        for (index, factor) in work.prefix(3).enumerated() { factors[index] = max(0, factor) }
        // The library takes a count of zero for "up to the zero byte", so there has to be one.
        var terminated = passphrase + [0]
        defer { overwrite(&terminated) }
        var key = [UInt8](repeating: 0, count: count)
        let status = terminated.withUnsafeBytes { passphrase in
            kc_derive(
                function,
                factors,
                passphrase.baseAddress?.assumingMemoryBound(to: CChar.self),
                passphrase.count - 1,
                salt,
                salt.count,
                &key,
                key.count
            )
        }
        guard status == KC_OK else { throw Refusal() }
        return key
    }

    /// Decrypts octets; padding, where the cipher has any, is still there.
    ///
    /// - Parameter cipher: the library's name: `AES-256/CBC/NoPadding`.
    static func decrypt(
        _ input: [UInt8],
        cipher: String,
        key: [UInt8],
        nonce: [UInt8]
    ) throws(Refusal) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: input.count)
        var count = 0
        let status = kc_decrypt(cipher, key, key.count, nonce, nonce.count, input, input.count, &output, &count)
        guard status == KC_OK, count <= output.count else {
            overwrite(&output)
            throw Refusal(isNotAuthentic: status == KC_NOT_AUTHENTIC)
        }
        output.removeLast(output.count - count)
        return output
    }

    /// The Poly1305 tag (RFC 8439, section 2.5) of octets under a key of 32.
    static func poly1305(_ input: [UInt8], key: [UInt8]) throws(Refusal) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: 16)
        guard key.count == 32, kc_poly1305(key, input, input.count, &tag) == KC_OK else { throw Refusal() }
        return tag
    }

    /// `number` modulo `prime` - 1, both big-endian.
    static func remainder(of number: [UInt8], byOneLessThan prime: [UInt8]) throws(Refusal) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: prime.count)
        guard kc_remainder(number, number.count, prime, prime.count, &remainder) == KC_OK else { throw Refusal() }
        return remainder
    }

    /// Whether both are the same, in a time that depends on their lengths alone.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && kc_equal(left, right, left.count)
    }

    /// Overwrites what nobody reads any more. It reaches the octets themselves only while no copy shares them.
    static func overwrite(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { kc_overwrite($0.baseAddress, $0.count) }
    }
}
