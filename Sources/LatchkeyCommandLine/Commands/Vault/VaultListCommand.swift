import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// `latchkey vault list`.
struct VaultListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the servers that the vault holds passwords of.",
        discussion: "Needs no identity."
    )

    @OptionGroup var store: StoreOptions

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let servers = try frame.store().servers()
            if json {
                let document = VaultDocument(servers: servers.map { VaultDocument.Machine($0) { _ in nil } })
                return try Console.results([try VaultFrame.json(document)])
            }
            guard !servers.isEmpty else { return Console.note("there is nothing in the vault") }
            let rows = servers.map { server in
                [
                    server.id, server.name ?? "-", Self.time(server.entries(.current).first),
                    Self.time(server.entries(.pending).first), String(server.entries(.history).count),
                ]
            }
            try Console.results(TableText.lines([["ID", "NAME", "CURRENT", "PENDING", "HISTORY"]] + rows))
        }
    }

    private static func time(_ entry: VaultServer.Entry?) -> String {
        entry.map { $0.storedAt.formatted(.iso8601) } ?? "-"
    }
}
