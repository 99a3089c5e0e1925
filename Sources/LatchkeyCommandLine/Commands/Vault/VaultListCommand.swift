import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// `latchkey vault list`.
struct VaultListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the servers that the vault holds passwords of.",
        discussion: """
            With the time at which the current and the pending password were stored, in UTC, and how many others there \
            are. Needs no identity. A password whose file is damaged, and a server whose record is, are listed as damaged.

            EXIT CODES:
              0    it is done
              1    it is done, and a password or a record is damaged, or which password is the current one is not certain
              64   there is no vault, or it cannot be looked at
            """
    )

    @OptionGroup var store: StoreOptions

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let store = frame.store()
            let contents = try store.contents()
            let notes = VaultNotes(store: store)
            notes.tellOfRecipients()
            if json {
                let servers = contents.servers.map { VaultDocument.Machine($0) { _ in nil } }
                let document = VaultDocument(servers: servers, unreadable: contents.unreadable)
                try Console.results([try VaultFrame.json(document)])
            } else if contents.servers.isEmpty, contents.unreadable.isEmpty {
                Console.note("there is nothing in the vault")
            } else {
                let rows =
                    contents.servers.map(Self.row) + contents.unreadable.map { [$0.id, "-", "damaged", "-", "-"] }
                let sorted = rows.sorted { $0[0] < $1[0] }
                try Console.results(TableText.lines([["ID", "NAME", "CURRENT", "PENDING", "HISTORY"]] + sorted))
            }
            for server in contents.unreadable { notes.tell(of: server) }
            for server in contents.servers { notes.tellOfLost(server) }
            if contents.isDamaged { throw ExitCode.runbookFailed }
        }
    }

    private static func row(_ server: VaultServer) -> [String] {
        func cell(_ place: VaultServer.Entry.Place) -> String {
            if let entry = server.entries(place).first { return entry.storedAt.formatted(.iso8601) }
            if place == .current, server.isInDoubt { return "unknown" }
            return server.lost.contains { ($0.was ?? .current) == place } ? "damaged" : "-"
        }
        return [
            server.id, server.name ?? "-", cell(.current), cell(.pending), String(server.entries(.history).count),
        ]
    }
}
