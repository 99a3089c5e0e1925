import Foundation
import StandardPlugins

/// What a vault holds, as JSON. Fields are only ever added.
struct VaultDocument: Encodable {
    struct Password: Encodable {
        var file: String
        var stored_at: Date
        var sealed_sha256: String?
        var reset: Bool
        /// Whether the file was found without a record, so that `reset` is not known; left out where it is not so.
        var found: Bool?
        /// What a damaged one was before: current, pending or history.
        var was: String?
        /// In the open, because the operator has asked for it.
        var password: String?

        init(_ entry: VaultServer.Entry, password: String?) {
            file = entry.file
            stored_at = entry.storedAt
            sealed_sha256 = entry.sealedDigest
            reset = entry.isFromReset
            found = entry.isFound ? true : nil
            was = entry.was?.rawValue
            self.password = password
        }
    }

    struct Machine: Encodable {
        var id: String
        var name: String?
        var current: Password?
        var pending: Password?
        /// The newest first; nil where it was not asked for, which an empty list would hide.
        var history: [Password]?
        /// Those that are out of use because their files are damaged; nil where there are none.
        var damaged: [Password]?
        /// Whether one of the history may be the valid one; left out where it is not so.
        var in_doubt: Bool?

        /// - Parameters:
        ///   - place: What of it was asked for; nil for everything.
        ///   - reveal: The password of an entry, where it is to be shown.
        init(
            _ server: VaultServer,
            place: VaultServer.Entry.Place? = nil,
            reveal: (VaultServer.Entry) throws -> String?
        ) rethrows {
            id = server.id
            name = server.name
            let asked = place.map(server.entries) ?? server.entries
            let entries = try asked.map { ($0.place, Password($0, password: try reveal($0))) }
            current = entries.first { $0.0 == .current }?.1
            pending = entries.first { $0.0 == .pending }?.1
            if !server.damaged.isEmpty { damaged = server.damaged.map { Password($0, password: nil) } }
            in_doubt = server.isInDoubt ? true : nil
            if place == nil || place == .history { history = entries.filter { $0.0 == .history }.map(\.1) }
        }
    }

    /// A server whose record is damaged or gone.
    struct Unreadable: Encodable {
        var id: String
        var message: String
        var hint: String?
    }

    var servers: [Machine]
    /// Nil where there are none.
    var unreadable: [Unreadable]?

    init(servers: [Machine], unreadable: [VaultContents.Unreadable] = []) {
        self.servers = servers
        if !unreadable.isEmpty {
            self.unreadable = unreadable.map { Unreadable(id: $0.id, message: $0.reason, hint: $0.hint) }
        }
    }
}
