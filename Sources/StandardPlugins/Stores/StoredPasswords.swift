import AutomationCore
import Foundation

/// The contents of one server's file in a ``FolderSecretStore``.
struct StoredPasswords: Codable {
    /// One password. It is a plain string here and nowhere else: this is the file's own form.
    struct Entry: Codable {
        var password: String
        var storedAt: Date
        var sealedDigest: String?

        enum CodingKeys: String, CodingKey {
            case password
            case storedAt = "stored_at"
            case sealedDigest = "sealed_sha256"
        }

        init(_ secret: Secret, at date: Date) {
            password = secret.withExposedText { $0 }
            storedAt = date
            sealedDigest = secret.sealedDigest
        }

        var record: SecretRecord.Entry { SecretRecord.Entry(storedAt: storedAt, sealedDigest: sealedDigest) }
    }

    var version = 1
    var serverID: String
    var serverName: String?
    var current: Entry?
    var pending: Entry?
    var history: [Entry] = []

    enum CodingKeys: String, CodingKey {
        case version, current, pending, history
        case serverID = "server_id"
        case serverName = "server_name"
    }

    init(server: Server) {
        serverID = server.id
        serverName = server.name
    }

    var record: SecretRecord {
        SecretRecord(current: current?.record, pending: pending?.record, history: history.map(\.record))
    }

    /// Moves an entry to the front of the history, where nothing is ever dropped from.
    mutating func retire(_ entry: Entry?) {
        if let entry { history.insert(entry, at: 0) }
    }

    mutating func put(_ entry: Entry) {
        // Storing the same password of the same sealed one again is no news.
        if let current, current.password == entry.password, current.sealedDigest == entry.sealedDigest { return }
        // Nor is an initial password that was replaced since: the record in the cloud goes on holding it.
        if let digest = entry.sealedDigest,
            history.contains(where: { $0.sealedDigest == digest && $0.password == entry.password })
        {
            return
        }
        retire(current)
        current = entry
    }

    mutating func putPending(_ entry: Entry) {
        retire(pending)
        pending = entry
    }

    /// Whether there was anything to promote.
    mutating func promotePending() -> Bool {
        guard let pending else { return false }
        retire(current)
        current = pending
        self.pending = nil
        return true
    }

    mutating func withdrawPending() {
        retire(pending)
        pending = nil
    }
}
