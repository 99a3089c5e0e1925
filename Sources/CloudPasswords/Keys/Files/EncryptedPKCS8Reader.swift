import AutomationCore

/// Reads PKCS#8 keys with a passphrase (`EncryptedPrivateKeyInfo`, RFC 5958, section 3).
struct EncryptedPKCS8Reader {
    private let scheme: PasswordBasedScheme
    private let sealed: [UInt8]

    /// Reads how the key is encrypted.
    ///
    /// - Parameter der: the encoding as a whole.
    /// - Throws: ``KeyFileFault``.
    init(_ der: [UInt8]) throws(KeyFileFault) {
        guard let elements = DERReader.sequence(der[...]), elements.count == 2,
            let sealed = DERReader.octets(elements[1])
        else { throw .damaged("its contents are no complete key") }
        scheme = try PasswordBasedScheme(elements[0])
        self.sealed = sealed
    }

    /// The key as PKCS#8 in DER.
    ///
    /// - Throws: ``KeyFileFault``.
    func rsaPrivateKey(passphrase: Secret?) throws(KeyFileFault) -> [UInt8] {
        guard let passphrase else { throw .passphraseNeeded }
        var plain = try scheme.decrypt(sealed, passphrase: passphrase)
        try scheme.cipher.removePadding(&plain)
        guard let form = KeyFileForm(der: plain[...]), form != .unknown else { throw .wrongPassphrase }
        guard form == .plainRSA else { throw .other(form) }
        return plain
    }
}
