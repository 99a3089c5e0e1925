public import AgeEncryption
public import AutomationCore
import Foundation

/// What people and other programs want to know of a vault.
extension VaultStore {
    /// All that is stored, as far as it can be told.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when there is no vault that can be looked at.
    public nonisolated func contents() throws(AutomationError) -> VaultContents {
        try reading(nil) { () throws(VaultProblem) in
            var contents = VaultContents()
            for place in try folder.places() {
                do throws(VaultProblem) {
                    if let record = try settledRecord(place) { contents.servers.append(VaultServer(record)) }
                } catch {
                    contents.unreadable.append(.init(id: place.id, reason: error.reason, hint: error.hint))
                }
            }
            return contents
        }
    }

    /// The record of a server, which must be there where there are passwords; nil for an empty folder.
    private nonisolated func settledRecord(_ place: VaultPlace) throws(VaultProblem) -> VaultRecord? {
        try VaultAccess.checkFolder(place.path, called: "the folder of the server")
        if let record = try place.wholeRecord() { return record }
        guard try !place.orphans(of: nil).isEmpty else { return nil }
        // Somebody may be writing the first one at this moment.
        close(try place.lock())
        if let record = try place.record() { return record }
        throw VaultProblem(
            "\(place.lostRecord.reason), as a writer leaves it that is killed",
            hint: "take what is there into its history with: \(place.advice.command("verify"))"
        )
    }

    /// All servers that something is stored for, by id.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``, also when one record cannot be read.
    public nonisolated func servers() throws(AutomationError) -> [VaultServer] {
        let contents = try contents()
        if let first = contents.unreadable.first { throw failure(first) }
        return contents.servers
    }

    /// The server with this id or, exactly, this name. Others may be damaged.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound``, or as ``contents()``.
    public nonisolated func server(_ text: String) throws(AutomationError) -> VaultServer {
        let contents = try contents()
        if let server = contents.servers.first(where: { $0.id == text }) { return server }
        if let damaged = contents.unreadable.first(where: { $0.id == text }) { throw failure(damaged) }
        let named = contents.servers.filter { $0.name == text }
        guard named.count < 2 else {
            throw AutomationError(
                .notFound,
                "\(named.count) servers in \(name) are named \"\(text)\": \(named.map(\.id).joined(separator: ", "))",
                hint: "give the id"
            )
        }
        guard let server = named.first else {
            throw AutomationError(.notFound, "\(name) holds nothing for \"\(text)\"", hint: whereToLook(contents))
        }
        return server
    }

    /// Where a server may be that was not found: a name is known from a record alone.
    private nonisolated func whereToLook(_ contents: VaultContents) -> String {
        let nameless = contents.unreadable.map(\.id) + contents.servers.filter { $0.name == nil }.map(\.id)
        let usual = "give an id or a whole name; this tells what there is: \(advice.command("list"))"
        guard !nameless.isEmpty else { return usual }
        let shown = nameless.prefix(3).joined(separator: ", ") + (nameless.count > 3 ? ", ..." : "")
        return usual + "; it may be one whose name is not known: \(shown)"
    }

    private nonisolated func failure(_ damaged: VaultContents.Unreadable) -> AutomationError {
        folder.failure(VaultProblem(damaged.reason, hint: damaged.hint), Server(id: damaged.id))
    }

    /// The files in use that are not as they were written, or cannot be read.
    public nonisolated func faults(of server: VaultServer) -> [VaultContents.Unreadable] {
        server.entries.compactMap { entry in
            do throws(VaultProblem) {
                _ = try folder.place(of: server.id).sealed(entry.entry)
                return nil
            } catch { return .init(id: server.id, reason: error.reason, hint: error.hint) }
        }
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
                guard var record = try place.wholeRecord() else { continue }
                let copy = try target.madePlace(of: server.id)
                try record.mapEntries { entry throws(VaultProblem) in
                    count += 1
                    let sealed = try seal(try secret(entry, in: place), for: recipients)
                    try copy.write(sealed, as: entry.id, tag: world.randomness.next())
                    entry.digest = VaultPlace.digest(sealed)
                    entry.length = sealed.count
                }
                // What is lost here is lost in the copy too, and is told there as it is here.
                try copy.write(record, tag: world.randomness.next())
                copy.refreshLink(for: record, tag: world.randomness.next())
            } catch { throw folder.failure(error, about, isWriting: true) }
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
