import AutomationCore

/// A good store but for the passwords that it gives back.
struct OtherReading: SecretStore {
    private let store: DocumentSecretStore
    private let change: @Sendable (Secret?) throws -> Secret?

    init(_ store: DocumentSecretStore, _ change: @escaping @Sendable (Secret?) throws -> Secret?) {
        self.store = store
        self.change = change
    }

    var name: String { store.name }

    func put(_ secret: Secret, for server: Server) async throws { try await store.put(secret, for: server) }

    func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        try await store.putPending(secret, for: server)
    }

    func promote(_ pending: PendingPassword, for server: Server) async throws {
        try await store.promote(pending, for: server)
    }

    func withdraw(_ pending: PendingPassword, for server: Server) async throws {
        try await store.withdraw(pending, for: server)
    }

    func record(for server: Server) async throws -> SecretRecord? { try await store.record(for: server) }

    func password(of server: Server) async throws -> Secret? { try change(await store.password(of: server)) }
}
