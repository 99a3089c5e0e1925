import AutomationCore
import Foundation

/// Keeps the last password alone.
final class ForgetfulStore: SecretStore {
    let name = "the forgetful one"
    let documents: KeptDocuments

    init(documents: KeptDocuments) {
        self.documents = documents
    }

    func put(_ secret: Secret, for server: Server) async throws {
        let found = try await documents.read(for: server)
        _ = try await documents.write(secret, for: server, replacing: found?.revision)
    }

    func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        try await put(secret, for: server)
        return PendingPassword(rawValue: "the last")
    }

    func promote(_ pending: PendingPassword, for server: Server) async throws {}

    func withdraw(_ pending: PendingPassword, for server: Server) async throws {}

    func record(for server: Server) async throws -> SecretRecord? {
        try await documents.read(for: server).map { found in
            SecretRecord(current: SecretRecord.Entry(storedAt: .distantPast, sealedDigest: found.document.sealedDigest))
        }
    }
}
