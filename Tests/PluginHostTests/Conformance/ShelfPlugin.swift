import AutomationCore

/// The same plugin as the fixtures `shelf-lua` and `shelf-process`.
struct ShelfPlugin: Plugin {
    private static let sites = [
        "north": [Server(id: "s-1", name: "web-01"), Server(id: "s-2", name: "frozen-02")],
        "south": [Server(id: "s-3", name: "db-03")],
    ]

    let manifest = PluginManifest(
        name: "shelf",
        version: "1.0",
        summary: "Servers of two sites, passwords in memory, and some that are frozen.",
        options: [Parameter("site", .choice(["north", "south"]), "which site", default: "\"north\"")],
        permissions: Grants(allowsSecrets: true)
    )

    func provision(_ context: PluginContext) async throws -> PluginService {
        let site = context.options.string("site") ?? "north"
        return PluginService(
            inventory: Shelf(servers: Self.sites[site] ?? []),
            secretStore: DocumentSecretStore(name: "the shelf", documents: KeptDocuments(), world: context.run.world),
            hook: Frost()
        )
    }
}

private struct Shelf: Inventory {
    let servers: [Server]

    func servers() async throws -> [Server] { servers }
}

private struct Frost: OperationHook {
    func before(_ operation: OperationNotice) async throws {
        guard let name = operation.server.name, name.hasPrefix("frozen") else { return }
        throw AutomationError(.vetoed, "\(name) is frozen")
    }
}
