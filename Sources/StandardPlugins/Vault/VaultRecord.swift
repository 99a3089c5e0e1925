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
        /// Counts up from what was stored before it; nil for one that was found.
        var rank: Int?
        /// Where it stood before it was set aside as damaged: `current`, `pending` or `history`. What has taken its
        /// place since makes it `history` too.
        var was: String?

        enum CodingKeys: String, CodingKey {
            case id, file, reset, length, rank, was
            case storedAt = "stored_at"
            case sealedDigest = "sealed_sha256"
            case digest = "sha256"
            case isAdopted = "adopted"
        }

        var description: SecretRecord.Entry { SecretRecord.Entry(storedAt: storedAt, sealedDigest: sealedDigest) }

        /// Whether it was stored before another, as far as is known: two of one second may have come in any order.
        func isBefore(_ other: Entry) -> Bool {
            if let rank, let later = other.rank { return rank < later }
            return storedAt < other.storedAt
        }
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
    /// Whether it was made anew from the files, and one in the history may be the valid one.
    var inDoubt: Bool?

    enum CodingKeys: String, CodingKey {
        case version, current, pending, history, damaged
        case inDoubt = "in_doubt"
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
