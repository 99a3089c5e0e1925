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

    /// The entry of a password that is stored already as what it would become; nil when it is news.
    ///
    /// - Parameter length: How long its file would be.
    func known(
        _ secret: Secret,
        length: Int,
        _ record: VaultRecord,
        _ place: VaultPlace
    ) throws(VaultProblem) -> VaultRecord.Entry? {
        func matches(_ entry: VaultRecord.Entry) throws(VaultProblem) -> Bool? {
            try opening.open(place.sealed(entry), entry, in: place, with: opening.identitiesAtHand)?.matches(secret)
        }
        return try record.known(sealedDigest: secret.sealedDigest) { entry throws(VaultProblem) in
            guard entry.sealedDigest == secret.sealedDigest else { return false }
            // Without the identity: what comes from the same sealed password and is as long is the same.
            return try matches(entry) ?? (secret.sealedDigest != nil && entry.length == length)
        } isSameText: { entry throws(VaultProblem) in
            try matches(entry) == true
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

    /// A name for a new file: when, so that names tell which came first, and something that no other has.
    func newID() -> String {
        let now = max(0, world.clock.wallTime.timeIntervalSince1970)
        let second = now.rounded(.down)
        let microsecond = UInt64((now - second) * 1e6)
        // Twenty bits hold a million.
        let tail = String(microsecond << 44 | world.randomness.next() >> 20, radix: 16)
        let time = Date(timeIntervalSince1970: second).formatted(.iso8601).replacing(/[-:]/, with: "")
        return "\(time)-\(String(repeating: "0", count: 16 - tail.count))\(tail)"
    }
}
