import AgeEncryption
import AutomationCore
import Foundation

/// Writing one password.
extension VaultStore {
    /// Writes a password to a file of its own, and reads it back.
    func keep(
        _ secret: Secret,
        _ sealed: [UInt8],
        for recipients: [AgeRecipient],
        in place: VaultPlace,
        reset: PendingPassword? = nil
    ) throws(VaultProblem) -> VaultRecord.Entry {
        let id = newID()
        let entry = VaultRecord.Entry(
            id: id,
            file: id + VaultPlace.suffix,
            storedAt: world.clock.wallTime,
            sealedDigest: secret.sealedDigest,
            reset: reset,
            digest: VaultPlace.digest(sealed),
            length: sealed.count
        )
        try place.write(sealed, as: id, tag: world.randomness.next())
        let written = try place.sealed(entry)
        if opening.opens(recipients) {
            let identities = opening.identitiesAtHand
            guard try opening.open(written, entry, in: place, with: identities)?.matches(secret) == true else {
                throw VaultProblem("what was written does not decrypt to the password: \(place.path)/\(entry.file)")
            }
        }
        return entry
    }

    /// Whether a password is not stored yet as what it would become.
    ///
    /// - Parameter length: How long its file would be.
    func isNews(
        _ secret: Secret,
        length: Int,
        _ record: VaultRecord,
        _ place: VaultPlace
    ) throws(VaultProblem) -> Bool {
        func isSame(_ entry: VaultRecord.Entry) throws(VaultProblem) -> Bool {
            guard entry.sealedDigest == secret.sealedDigest else { return false }
            let identities = opening.identitiesAtHand
            if let kept = try opening.open(place.sealed(entry), entry, in: place, with: identities) {
                return kept.matches(secret)
            }
            // Without the identity: what comes from the same sealed password and is as long is the same.
            return secret.sealedDigest != nil && entry.length == length
        }
        do { return try record.isNews(sealedDigest: secret.sealedDigest, isSame: isSame) } catch {
            throw error as? VaultProblem ?? VaultProblem("\(error)")
        }
    }

    func seal(_ secret: Secret, for recipients: [AgeRecipient]) throws(VaultProblem) -> [UInt8] {
        var plaintext = secret.withExposedText { Array($0.utf8) }
        defer { plaintext.overwrite() }
        var generator = WorldRandomNumberGenerator(world.randomness)
        do { return try AgeFile.encrypt(plaintext, to: recipients, using: &generator) } catch {
            throw VaultProblem("the password cannot be encrypted: \(error.message)")
        }
    }

    /// A name for a new file: when, for people, and something that no other has.
    func newID() -> String {
        let time = world.clock.wallTime.formatted(.iso8601).replacing(/[-:]/, with: "")
        let random = String(world.randomness.next(), radix: 16)
        return "\(time)-\(String(repeating: "0", count: 16 - random.count))\(random)"
    }
}
