import Foundation

/// What a ``DocumentSecretStore`` keeps of one server.
struct SecretDocument: Codable, Sendable {
    /// One password. It is a plain string here and nowhere else: this is the document's own form.
    struct Entry: Codable {
        var password: String
        var storedAt: Date
        var sealedDigest: String?
        /// Which reset it was stored for; nil when it came from elsewhere.
        var reset: PendingPassword?

        enum CodingKeys: String, CodingKey {
            case password, reset
            case storedAt = "stored_at"
            case sealedDigest = "sealed_sha256"
        }

        init(_ secret: Secret, at date: Date, reset: PendingPassword? = nil) {
            password = secret.withExposedText { $0 }
            storedAt = date
            sealedDigest = secret.sealedDigest
            self.reset = reset
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
        if let digest = entry.sealedDigest {
            // Nor is an initial password that was replaced since: the record in the cloud goes on holding it.
            if history.contains(where: { $0.sealedDigest == digest && $0.password == entry.password }) { return }
            // The same when nobody had stored it before the reset, or before somebody put one by hand. Beside an earlier
            // initial password it comes from a record that was written anew: the system was installed again, and nothing
            // before that counts.
            let isFirst = ([current] + history).allSatisfy { $0?.sealedDigest == nil }
            if let current, current.sealedDigest == nil, isFirst { return retire(entry) }
        }
        retire(current)
        current = entry
    }

    mutating func putPending(_ entry: Entry) {
        retire(pending)
        pending = entry
    }

    /// Whether it is here to be promoted.
    mutating func promote(_ reset: PendingPassword) -> Bool {
        if current?.reset == reset { return true }
        let promoted: Entry
        if let pending, pending.reset == reset {
            promoted = pending
            self.pending = nil
        } else if let place = history.firstIndex(where: { $0.reset == reset }) {
            // Another process has reset the server at the same time, and has stored its own since.
            promoted = history.remove(at: place)
        } else {
            return false
        }
        retire(current)
        current = promoted
        return true
    }

    mutating func withdraw(_ reset: PendingPassword) {
        guard pending?.reset == reset else { return }
        retire(pending)
        pending = nil
    }

    /// Whether every password of an earlier document is here, whatever has become of it since.
    func holds(all earlier: SecretDocument) -> Bool {
        let here = ([current, pending].compactMap(\.self) + history).map(\.password)
        return ([earlier.current, earlier.pending].compactMap(\.self) + earlier.history).allSatisfy {
            here.contains($0.password)
        }
    }
}
