import AutomationCore
import Foundation

/// What a vault says of one server beside its encrypted files: which is which. It holds no secret, nor a hash of one.
struct VaultRecord: Codable, Sendable {
    /// One encrypted file, described.
    struct Entry: Codable, Sendable {
        var id: String
        /// Its name in the server's folder.
        var file: String
        var storedAt: Date
        /// The SHA-256 of the sealed password that the password came from.
        var sealedDigest: String?
        /// Which reset it was stored for; nil when it came from elsewhere.
        var reset: PendingPassword?
        /// The SHA-256 of the encrypted file.
        var digest: String
        /// The bytes of the encrypted file.
        var length: Int
        /// Whether it was found in the folder, written by whatever program.
        var isAdopted: Bool?
        /// Where it stood before it was set aside as damaged: `current`, `pending` or `history`.
        var was: String?

        enum CodingKeys: String, CodingKey {
            case id, file, reset, length, was
            case storedAt = "stored_at"
            case sealedDigest = "sealed_sha256"
            case digest = "sha256"
            case isAdopted = "adopted"
        }

        var description: SecretRecord.Entry { SecretRecord.Entry(storedAt: storedAt, sealedDigest: sealedDigest) }
    }

    var version = 1
    var serverID: String
    var serverName: String?
    var current: Entry?
    var pending: Entry?
    /// Newest first.
    var history: [Entry] = []
    /// Files that were found damaged and set aside, so that the others can be used again.
    var damaged: [Entry]?

    enum CodingKeys: String, CodingKey {
        case version, current, pending, history, damaged
        case serverID = "server_id"
        case serverName = "server_name"
    }

    init(id: String, name: String? = nil) {
        serverID = id
        serverName = name
    }

    /// All entries that are in use, newest first but for the current one.
    var entries: [Entry] { [current, pending].compactMap(\.self) + history }

    var description: SecretRecord {
        SecretRecord(
            current: current?.description,
            pending: pending?.description,
            history: history.map(\.description)
        )
    }

    /// Whether what was read can be a record of this server's folder.
    func isValid(for id: String) -> Bool {
        let all = entries + (damaged ?? [])
        return version == 1 && serverID == id && Set(all.map(\.id)).count == all.count
            && all.allSatisfy { $0.file == $0.id + VaultPlace.suffix && VaultPlace.isPlain($0.id) && $0.length >= 0 }
    }
}

/// The rules: nothing is ever dropped.
extension VaultRecord {
    /// Moves an entry to the front of the history.
    mutating func retire(_ entry: Entry?) {
        if let entry { history.insert(entry, at: 0) }
    }

    /// Whether putting a password would be no news.
    ///
    /// - Parameter isSame: Whether an entry is the same password of the same sealed one.
    func isNews(sealedDigest: String?, isSame: (Entry) throws -> Bool) rethrows -> Bool {
        if let current, try isSame(current) { return false }
        // Nor is an initial password that was replaced since: the record in the cloud goes on holding it.
        return try sealedDigest == nil || !history.contains(where: isSame)
    }

    mutating func put(_ entry: Entry) {
        // A reset has replaced an initial password that nobody had stored before. Beside an earlier initial password
        // it comes from a record that was written anew: the system was installed again, and no reset before counts.
        let isFirst = ([current] + history).allSatisfy { $0?.sealedDigest == nil }
        if entry.sealedDigest != nil, current?.reset != nil, isFirst { return retire(entry) }
        retire(current)
        current = entry
    }

    mutating func putPending(_ entry: Entry) {
        retire(pending)
        pending = entry
    }

    /// The entry of a reset, wherever it is.
    func entry(of reset: PendingPassword) -> Entry? { entries.first { $0.reset == reset } }

    /// Makes the entry of a reset current, also when another process has stored its own since.
    ///
    /// - Returns: Whether it is here to be promoted.
    mutating func promote(_ reset: PendingPassword) -> Bool {
        if current?.reset == reset { return true }
        guard let promoted = entry(of: reset) else { return false }
        if pending?.reset == reset { pending = nil }
        history.removeAll { $0.reset == reset }
        retire(current)
        current = promoted
        return true
    }

    /// - Returns: Whether it was pending.
    mutating func withdraw(_ reset: PendingPassword) -> Bool {
        guard pending?.reset == reset else { return false }
        retire(pending)
        pending = nil
        return true
    }

    /// Takes up a file that nobody has written down: its place in the history is that of its age.
    mutating func adopt(_ entry: Entry) {
        let place = history.firstIndex { $0.storedAt <= entry.storedAt } ?? history.endIndex
        history.insert(entry, at: place)
    }
}
