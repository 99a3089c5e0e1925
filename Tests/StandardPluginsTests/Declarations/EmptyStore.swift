import AutomationCore

/// Keeps nothing.
struct EmptyStore: SecretStore {
    let name = "nowhere"

    func put(_ secret: Secret, for server: Server) async throws {}

    func putPending(_ secret: Secret, for server: Server) async throws {}

    func promotePending(for server: Server) async throws {}

    func withdrawPending(for server: Server) async throws {}

    func record(for server: Server) async throws -> SecretRecord? { nil }
}
