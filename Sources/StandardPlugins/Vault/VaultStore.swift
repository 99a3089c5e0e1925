public import AgeEncryption
public import AutomationCore
import Foundation

/// The vault: one file per secret in the age format, laid out as passage lays out its store.
///
/// Each password is a file of its own, encrypted for the recipients in `.age-recipients`, that is never written again;
/// a record beside them says which is current, pending or earlier. A new file is on the disk and read back before the
/// record names it, so that at every instant all earlier passwords can be read. Writing needs the recipients alone.
/// Writers in this process take turns as an actor, those in others by a lock on the server's folder.
public actor VaultStore: SecretStore {
    public nonisolated let name: String
    nonisolated let folder: VaultFolder
    nonisolated let opening: VaultOpening
    nonisolated let world: World

    /// Makes the store on a vault that is there already.
    ///
    /// - Parameter identities: What opens it; none where it is only written to.
    public init(folder: String, identities: [AgeIdentity] = [], world: World) {
        self.init(folder: folder, keys: VaultKeys(identities), world: world)
    }

    /// Makes the store on a vault that is there already.
    ///
    /// - Parameter identityFile: The file of what opens it, which is read when something is to be opened and not before;
    ///   nil where it is only written to.
    public init(folder: String, identityFile: String?, world: World) {
        let keys = identityFile.map { VaultKeys(file: $0, files: world.files) } ?? VaultKeys([])
        self.init(folder: folder, keys: keys, world: world)
    }

    private init(folder: String, keys: VaultKeys, world: World) {
        self.folder = VaultFolder(folder, files: world.files)
        opening = VaultOpening(keys: keys)
        self.world = world
        name = self.folder.name
    }

    public func put(_ secret: Secret, for server: Server) async throws {
        try change(server) { record, place throws(VaultProblem) in
            try place.check(record)
            let recipients = try folder.recipients()
            let sealed = try seal(secret, for: recipients)
            if let known = try known(secret, length: sealed.count, record, place) {
                return record.confirm(known, sealedDigest: secret.sealedDigest)
            }
            record.put(try keep(secret, sealed, for: recipients, in: place))
            return true
        }
    }

    public func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        let pending = PendingPassword(rawValue: String(world.randomness.next(), radix: 16))
        try change(server) { record, place throws(VaultProblem) in
            try place.check(record)
            let recipients = try folder.recipients()
            let sealed = try seal(secret, for: recipients)
            record.putPending(try keep(secret, sealed, for: recipients, in: place, reset: pending))
            return true
        }
        return pending
    }

    public func promote(_ pending: PendingPassword, for server: Server) async throws {
        var lost: VaultProblem?
        try change(server) { record, place throws(VaultProblem) in
            if let entry = record.entry(of: pending) { _ = try place.sealed(entry) }
            if record.promote(pending) { return true }
            guard record.lose(pending) else {
                throw VaultProblem("the pending password is not in it, so it cannot become current")
            }
            let hint = advice.replacePassword(of: server.id, isOneOfMany: !record.history.isEmpty)
            lost = VaultProblem("the password that the server has now is lost, its file is damaged", hint: hint)
            return true
        }
        if let lost { throw folder.failure(lost, server, isWriting: true) }
    }

    public func withdraw(_ pending: PendingPassword, for server: Server) async throws {
        try change(server) { record, _ in record.withdraw(pending) }
    }

    public func record(for server: Server) async throws -> SecretRecord? {
        try reading(server) { () throws(VaultProblem) in
            let place = try folder.place(of: server.id)
            guard let record = try place.wholeRecord() else { return nil }
            // What it says is stored must be there: on its word the cloud's record is destroyed.
            try place.check(record)
            return record.description
        }
    }

    public func password(of server: Server) async throws -> Secret? {
        try reading(server) { () throws(VaultProblem) in
            let place = try folder.place(of: server.id)
            guard let record = try place.wholeRecord() else { return nil }
            // A runbook takes what it gets for the one that the server has.
            guard record.inDoubt != true else {
                throw VaultProblem(VaultAdvice.doubt, hint: advice.settle(server.id))
            }
            if let current = record.current { return try secret(current, in: place) }
            guard let lost = record.lostCurrent else { return nil }
            throw VaultProblem(
                "the CURRENT password is lost, its file is damaged: \(place.path)/\(lost.file)",
                hint: advice.replacePassword(of: server.id, isOneOfMany: !record.history.isEmpty)
            )
        }
    }

    /// Looks whether passwords could be kept here, without writing: better now than when one is at hand.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    public nonisolated func checkUsable() throws(AutomationError) {
        try reading(nil) { () throws(VaultProblem) in
            _ = try folder.recipients()
            try folder.checkWritable()
        }
    }

    /// Why the identity at hand cannot be used; nil when it can, and when there is none.
    public nonisolated func identityProblem() -> AutomationError? {
        do throws(AutomationError) {
            _ = try opening.keys.identities()
            return nil
        } catch { return error }
    }

    /// Why nothing can be stored in a vault that can be read; nil when nothing is known to be wrong.
    public nonisolated func recipientsProblem() -> AutomationError? {
        do throws(VaultProblem) {
            try folder.checkHasRecipients()
            return nil
        } catch { return folder.failure(VaultProblem("nothing can be stored: \(error.reason)", hint: error.hint)) }
    }
}

extension VaultStore {
    /// Reads, and says what went wrong as people understand it.
    nonisolated func reading<Result>(
        _ server: Server?,
        _ body: () throws(VaultProblem) -> Result
    ) throws(AutomationError) -> Result {
        do {
            try folder.check()
            return try body()
        } catch { throw folder.failure(error, server) }
    }

    /// The password of an entry.
    nonisolated func secret(_ entry: VaultRecord.Entry, in place: VaultPlace) throws(VaultProblem) -> Secret {
        let sealed = try place.sealed(entry)
        let identities = try opening.identities()
        if let secret = try opening.open(sealed, entry, in: place, with: identities) {
            return Secret(secret, sealedDigest: entry.sealedDigest)
        }
        throw VaultProblem(
            identities.isEmpty
                ? "there is no identity to open it with" : "the identity at hand is not one that it is encrypted for",
            hint: "give the identity file with --identity; whoever only stores passwords needs none"
        )
    }

    /// Changes what is stored for a server, under its lock.
    ///
    /// - Parameter body: Changes the record, and tells whether it has.
    func change(
        _ server: Server,
        _ body: (inout VaultRecord, VaultPlace) throws(VaultProblem) -> Bool
    ) throws(AutomationError) {
        do throws(VaultProblem) {
            try folder.check()
            let place = try folder.madePlace(of: server.id)
            let lock = try place.lock()
            defer { close(lock) }
            place.sweep()
            place.moveFromLink(to: newID())
            // A record that was lost is made anew only by whoever is told what is lost with it.
            var record = try place.wholeRecord() ?? VaultRecord(id: server.id)
            let adopted = try place.adoptOrphans(into: &record)
            record.serverName = server.name ?? record.serverName
            let isChanged = try body(&record, place)
            if isChanged || !adopted.isEmpty { try place.write(record, tag: world.randomness.next()) }
            place.refreshLink(for: record, tag: world.randomness.next())
        } catch { throw folder.failure(error, server, isWriting: true) }
    }
}
