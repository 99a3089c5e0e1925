public import AgeEncryption
public import AutomationCore
import Foundation

/// What people and other programs want to know of a vault.
extension VaultStore {
    /// All servers that something is stored for, by id.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``, also when one record cannot be read.
    public nonisolated func servers() throws(AutomationError) -> [VaultServer] {
        try reading(nil) { () throws(VaultProblem) in
            var servers: [VaultServer] = []
            for place in try folder.places() {
                do throws(VaultProblem) {
                    if let record = try place.record() { servers.append(VaultServer(record)) }
                } catch { throw VaultProblem("the server \(place.id): \(error.reason)", hint: error.hint) }
            }
            return servers
        }
    }

    /// The server with this id or, exactly, this name.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound``, or as ``servers()``.
    public nonisolated func server(_ text: String) throws(AutomationError) -> VaultServer {
        let all = try servers()
        if let server = all.first(where: { $0.id == text }) { return server }
        let named = all.filter { $0.name == text }
        guard named.count < 2 else {
            throw AutomationError(
                .notFound,
                "\(named.count) servers in \(name) are named \"\(text)\": \(named.map(\.id).joined(separator: ", "))",
                hint: "give the id"
            )
        }
        guard let server = named.first else {
            throw AutomationError(
                .notFound,
                "\(name) holds nothing for \"\(text)\"",
                hint: "give an id or a whole name; latchkey vault list tells what there is"
            )
        }
        return server
    }

    /// A stored password.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    public nonisolated func secret(
        _ entry: VaultServer.Entry,
        of server: VaultServer
    ) throws(AutomationError) -> Secret {
        try reading(Server(id: server.id, name: server.name)) { () throws(VaultProblem) in
            try secret(entry.entry, in: folder.place(of: server.id))
        }
    }

    /// Makes another vault with the same passwords, encrypted for these recipients alone.
    ///
    /// - Returns: How many passwords it holds.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``; then the other vault is incomplete.
    public func export(to other: String, for recipients: [AgeRecipient]) throws(AutomationError) -> Int {
        let servers = try servers()
        let made = try VaultSetup.make(folder: other, identityFile: nil, recipients: recipients, world: world)
        let target = VaultFolder(made.folder, files: world.files)
        var count = 0
        for server in servers {
            let about = Server(id: server.id, name: server.name)
            do throws(VaultProblem) {
                let place = try folder.place(of: server.id)
                guard var record = try place.record() else { continue }
                let copy = try target.madePlace(of: server.id)
                try record.mapEntries { entry throws(VaultProblem) in
                    count += 1
                    let sealed = try seal(try secret(entry, in: place), for: recipients)
                    try copy.write(sealed, as: entry.id, tag: world.randomness.next())
                    entry.digest = VaultPlace.digest(sealed)
                    entry.length = sealed.count
                }
                record.damaged = nil
                try copy.write(record, tag: world.randomness.next())
                copy.refreshLink(for: record, tag: world.randomness.next())
            } catch { throw folder.failure(error, about) }
        }
        return count
    }
}

extension VaultRecord {
    /// Changes each entry that is in use.
    mutating func mapEntries(_ body: (inout Entry) throws(VaultProblem) -> Void) throws(VaultProblem) {
        if var entry = current {
            try body(&entry)
            current = entry
        }
        if var entry = pending {
            try body(&entry)
            pending = entry
        }
        for index in history.indices { try body(&history[index]) }
    }
}
