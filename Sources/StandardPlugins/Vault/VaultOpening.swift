import AgeEncryption
import AutomationCore

/// Opens a vault's files with the identities at hand, if any.
struct VaultOpening: Sendable {
    let keys: VaultKeys

    /// The identities, for what needs them.
    func identities() throws(VaultProblem) -> [AgeIdentity] {
        do { return try keys.identities() } catch { throw VaultProblem(error.message, hint: error.hint) }
    }

    /// The identities, for what is better done with them and can be done without.
    var identitiesAtHand: [AgeIdentity] { (try? keys.identities()) ?? [] }

    /// Whether what is encrypted for these recipients can be opened here.
    func opens(_ recipients: [AgeRecipient]) -> Bool {
        identitiesAtHand.contains { recipients.contains($0.recipient) }
    }

    /// The password in the encrypted file of an entry; nil when it is for somebody else.
    ///
    /// - Throws: ``VaultProblem`` when the file is no good.
    func open(
        _ sealed: [UInt8],
        _ entry: VaultRecord.Entry,
        in place: VaultPlace,
        with identities: [AgeIdentity]
    ) throws(VaultProblem) -> Secret? {
        guard !identities.isEmpty else { return nil }
        let file = "\(place.path)/\(entry.file)"
        var plaintext: [UInt8]
        do { plaintext = try AgeFile.decrypt(sealed, with: identities) } catch {
            guard error.code != .noMatch, error.code != .unsupported else { return nil }
            throw VaultProblem(
                "a password's file cannot be decrypted: \(error.message): \(file)",
                hint: place.advice.restoreFile,
                isDamage: true
            )
        }
        defer { plaintext.overwrite() }
        // What passage's insert has written ends with a newline.
        if entry.isAdopted == true, plaintext.last == UInt8(ascii: "\n") { plaintext.removeLast() }
        guard let text = String(validating: plaintext, as: UTF8.self) else {
            throw VaultProblem(
                "a password's file holds no text: \(file)",
                hint: place.advice.restoreFile,
                isDamage: true
            )
        }
        return Secret(text)
    }
}

extension [UInt8] {
    /// Writes zeros over it, so that a password stays in memory no longer than it is needed.
    mutating func overwrite() {
        withUnsafeMutableBytes { bytes in
            for index in bytes.indices { bytes[index] = 0 }
        }
    }
}
