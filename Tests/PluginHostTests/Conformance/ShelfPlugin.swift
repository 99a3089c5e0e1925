import AutomationCore
import Foundation
import Synchronization

/// The same plugin as the fixtures `shelf-lua` and `shelf-process`.
struct ShelfPlugin: Plugin {
    private static let sites = [
        "north": [Server(id: "s-1", name: "web-01"), Server(id: "s-2", name: "frozen-02")],
        "south": [Server(id: "s-3", name: "db-03")],
    ]

    let manifest = PluginManifest(
        name: "shelf",
        version: "1.0",
        summary: "Servers of two sites, passwords in a folder, and some that are frozen.",
        options: [
            Parameter("site", .choice(["north", "south"]), "which site", default: "\"north\""),
            Parameter("folder", .string, "where the passwords are"),
        ],
        permissions: Grants(allowsSecrets: true)
    )

    func provision(_ context: PluginContext) async throws -> PluginService {
        let site = context.options.string("site") ?? "north"
        let documents = FolderDocuments(folder: context.options.string("folder") ?? "")
        return PluginService(
            inventory: Shelf(servers: Self.sites[site] ?? []),
            secretStore: DocumentSecretStore(name: "the shelf", documents: documents, world: context.run.world),
            hook: Frost()
        )
    }
}

private struct Shelf: Inventory {
    let servers: [Server]

    func servers() async throws -> [Server] { servers }
}

/// A file for each document, whose first line is its revision.
private final class FolderDocuments: SecretDocuments {
    private let folder: Mutex<String>

    init(folder: String) {
        self.folder = Mutex(folder)
    }

    func read(for server: Server) async throws -> (document: Secret, revision: String)? {
        folder.withLock { Self.found("\($0)/\(server.id)") }
    }

    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool {
        try folder.withLock { folder in
            let path = "\(folder)/\(server.id)"
            guard Self.found(path)?.revision == revision else { return false }
            let next = (revision.flatMap(Int.init) ?? 0) + 1
            try document.withExposedText { text in
                try Data("\(next)\n\(text)".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            }
            return true
        }
    }

    private static func found(_ path: String) -> (document: Secret, revision: String)? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let parts = text.split(separator: "\n", maxSplits: 1)
        return parts.count == 2 ? (Secret(String(parts[1])), String(parts[0])) : nil
    }
}

private struct Frost: OperationHook {
    func before(_ operation: OperationNotice) async throws {
        guard let name = operation.server.name, name.hasPrefix("frozen") else { return }
        throw AutomationError(.vetoed, "\(name) is frozen")
    }
}
