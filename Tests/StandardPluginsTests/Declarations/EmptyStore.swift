import AutomationCore

/// Keeps nothing.
struct EmptyStore: SecretStore {
    let name = "nowhere"

    func put(_ secret: Secret, for server: Server) async throws {}

    func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        PendingPassword(rawValue: server.id)
    }

    func promote(_ pending: PendingPassword, for server: Server) async throws {}

    func withdraw(_ pending: PendingPassword, for server: Server) async throws {}

    func record(for server: Server) async throws -> SecretRecord? { nil }
}
