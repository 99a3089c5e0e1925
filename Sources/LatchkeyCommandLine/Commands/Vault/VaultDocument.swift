import Foundation
import StandardPlugins

/// What a vault holds, as JSON. Fields are only ever added.
struct VaultDocument: Encodable {
    struct Password: Encodable {
        var file: String
        var stored_at: Date
        var sealed_sha256: String?
        var reset: Bool
        /// In the open, because the operator has asked for it.
        var password: String?

        init(_ entry: VaultServer.Entry, password: String?) {
            file = entry.file
            stored_at = entry.storedAt
            sealed_sha256 = entry.sealedDigest
            reset = entry.isFromReset
            self.password = password
        }
    }

    struct Machine: Encodable {
        var id: String
        var name: String?
        var current: Password?
        var pending: Password?
        var history: [Password]

        /// - Parameter reveal: The password of an entry, where it is to be shown.
        init(_ server: VaultServer, reveal: (VaultServer.Entry) throws -> String?) rethrows {
            id = server.id
            name = server.name
            let entries = try server.entries.map { ($0.place, Password($0, password: try reveal($0))) }
            current = entries.first { $0.0 == .current }?.1
            pending = entries.first { $0.0 == .pending }?.1
            history = entries.filter { $0.0 == .history }.map(\.1)
        }
    }

    var servers: [Machine]
}
