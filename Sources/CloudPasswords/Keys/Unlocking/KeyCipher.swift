/// A cipher that key files are encrypted with, and the lengths that it takes, in octets.
struct KeyCipher: Equatable {
    /// How the cipher is run.
    enum Mode: Equatable {
        /// Block by block; the plain octets are filled up to whole blocks.
        case block
        /// Octet by octet.
        case stream
        /// Octet by octet, with an authentication tag of 16 octets behind.
        case authenticated
        /// OpenSSH's own construction of ChaCha20 and Poly1305 (PROTOCOL.chacha20poly1305).
        case openSSHChaCha
    }

    /// The name as the cipher library knows it.
    var libraryName: String
    var mode: Mode
    var keyLength: Int
    /// The length of the initialization vector.
    var initializationLength: Int
    /// The length of a block, 1 where there are none.
    var blockLength: Int

    /// A block cipher in the mode CBC without padding.
    static func chained(_ name: String, key: Int, block: Int) -> KeyCipher {
        KeyCipher(
            libraryName: "\(name)/CBC/NoPadding",
            mode: .block,
            keyLength: key,
            initializationLength: block,
            blockLength: block
        )
    }

    /// A cipher that yields a stream of octets.
    static func stream(_ name: String, key: Int, initialization: Int, alignment: Int = 1) -> KeyCipher {
        KeyCipher(
            libraryName: name,
            mode: .stream,
            keyLength: key,
            initializationLength: initialization,
            blockLength: alignment
        )
    }

    /// The length of what stands behind the encrypted octets.
    var tagLength: Int {
        switch mode {
        case .block, .stream: 0
        case .authenticated, .openSSHChaCha: 16
        }
    }

    /// Decrypts octets, behind which the tag stands where the cipher has one.
    ///
    /// - Throws: ``KeyFileFault/wrongPassphrase`` when a tag does not match, which tells a wrong passphrase as well as
    ///   changed octets; ``KeyFileFault/damaged(_:)`` when the lengths do not fit.
    func decrypt(_ octets: [UInt8], key: [UInt8], initialization: [UInt8]) throws(KeyFileFault) -> [UInt8] {
        let encrypted = octets.count - tagLength
        guard encrypted > 0, encrypted.isMultiple(of: blockLength), key.count == keyLength,
            initialization.count == initializationLength
        else { throw .damaged("its encrypted part is cut off") }
        do {
            if mode == .openSSHChaCha { return try decryptChaCha(octets, key: key) }
            return try CipherLibrary.decrypt(octets, cipher: libraryName, key: key, nonce: initialization)
        } catch {
            throw error.isNotAuthentic ? .wrongPassphrase : .damaged("its encrypted part is cut off")
        }
    }

    /// The first half of the key is for the contents. Block 0 of its stream is the key of Poly1305, which covers the
    /// encrypted octets; from block 1 on it covers these. The second half is for lengths of packets, which a file has
    /// none of, and so is the sequence number, which is zero here.
    private func decryptChaCha(_ octets: [UInt8], key: [UInt8]) throws(CipherLibrary.Refusal) -> [UInt8] {
        let block = 64
        let encrypted = Array(octets.dropLast(tagLength))
        var stream = try CipherLibrary.decrypt(
            [UInt8](repeating: 0, count: block) + encrypted,
            cipher: libraryName,
            key: Array(key.prefix(32)),
            nonce: [UInt8](repeating: 0, count: 8)
        )
        defer { CipherLibrary.overwrite(&stream) }
        let tag = try CipherLibrary.poly1305(encrypted, key: Array(stream.prefix(32)))
        guard CipherLibrary.areEqual(tag, Array(octets.suffix(tagLength))) else {
            throw CipherLibrary.Refusal(isNotAuthentic: true)
        }
        return Array(stream.dropFirst(block))
    }

    /// Takes off the padding of RFC 8018, section 6.1.1: n octets of the value n.
    ///
    /// - Throws: ``KeyFileFault/wrongPassphrase`` when there is none, as after nearly every wrong passphrase.
    func removePadding(_ octets: inout [UInt8]) throws(KeyFileFault) {
        guard mode == .block else { return }
        guard let count = octets.last, (1...blockLength).contains(Int(count)), octets.count >= Int(count),
            octets.suffix(Int(count)).allSatisfy({ $0 == count })
        else { throw .wrongPassphrase }
        octets.removeLast(Int(count))
    }
}
