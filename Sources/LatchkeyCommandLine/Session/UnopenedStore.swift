import AutomationCore

/// Stands in for the store where a command keeps nothing.
struct UnopenedStore: SecretStore {
    let name = "no store"

    func put(_ secret: Secret, for server: Server) async throws { throw failure(server) }

    func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword { throw failure(server) }

    func promote(_ pending: PendingPassword, for server: Server) async throws { throw failure(server) }

    func withdraw(_ pending: PendingPassword, for server: Server) async throws { throw failure(server) }

    func record(for server: Server) async throws -> SecretRecord? { throw failure(server) }

    private func failure(_ server: Server) -> AutomationError {
        AutomationError(.secretStore, "there is no store here", server: server.label)
    }
}
