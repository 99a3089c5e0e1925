/// Files in the age v1 format with X25519 recipients, as bytes. Source: C2SP age, https://c2sp.org/age.
public enum AgeFile {
    /// Encrypts for all of these recipients.
    ///
    /// - Parameter generator: Where all randomness comes from; whoever knows it can open the file.
    /// - Throws: ``AgeError`` with code ``AgeError/Code/recipient``.
    public static func encrypt(
        _ plaintext: [UInt8],
        to recipients: [AgeRecipient],
        using generator: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        guard !recipients.isEmpty else { throw AgeError(.recipient, "there is no recipient to encrypt for") }
        let key = FileKey(using: &generator)
        var stanzas: [AgeStanza] = []
        for recipient in recipients { stanzas.append(try X25519Stanza.wrap(key, for: recipient, using: &generator)) }
        let nonce = RandomBytes.draw(AgePayload.nonceSize, using: &generator)
        let payload = try AgePayload.seal(plaintext, with: key.payloadKey(nonce: nonce))
        return AgeHeader(stanzas: stanzas, key: key).encoded + nonce + payload
    }

    /// Decrypts a file, armored or not, with whichever identity opens it.
    ///
    /// - Throws: ``AgeError``; nothing is given out of a file that is not authentic to its last byte.
    public static func decrypt(_ file: [UInt8], with identities: [AgeIdentity]) throws(AgeError) -> [UInt8] {
        let file = AgeArmor.isArmored(file) ? try AgeArmor.decode(file) : file
        let header = try AgeHeader(parsing: file)
        let key = try fileKey(header, identities)
        try header.authenticate(with: key)
        let payload = file[header.count...]
        guard payload.count >= AgePayload.nonceSize else { throw AgeError(.header, "the file is cut short") }
        let nonce = Array(payload.prefix(AgePayload.nonceSize))
        return try AgePayload.open(payload.dropFirst(AgePayload.nonceSize), with: key.payloadKey(nonce: nonce))
    }

    private static func fileKey(_ header: AgeHeader, _ identities: [AgeIdentity]) throws(AgeError) -> FileKey {
        let stanzas = header.stanzas.filter { $0.type == X25519Stanza.type }
        guard !stanzas.isEmpty else {
            // Whoever made the file chose these texts, so not all of them are repeated.
            let kinds = Set(header.stanzas.map { String($0.type.prefix(40)) }).sorted().prefix(5)
                .joined(separator: ", ")
            throw AgeError(.unsupported, "only X25519 recipients are supported, and the file is for: \(kinds)")
        }
        for identity in identities {
            for stanza in stanzas {
                if let key = try X25519Stanza.unwrap(stanza, with: identity) { return key }
            }
        }
        throw AgeError(.noMatch, "no identity at hand opens the file")
    }
}
