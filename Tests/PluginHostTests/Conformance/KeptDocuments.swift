import AutomationCore
import Synchronization

/// Documents in memory, with counted revisions.
final class KeptDocuments: SecretDocuments {
    private let kept = Mutex<[String: (document: Secret, revision: Int)]>([:])

    func read(for server: Server) async throws -> (document: Secret, revision: String)? {
        kept.withLock { $0[server.id] }.map { ($0.document, String($0.revision)) }
    }

    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool {
        kept.withLock { kept in
            guard kept[server.id].map({ String($0.revision) }) == revision else { return false }
            kept[server.id] = (document, (kept[server.id]?.revision ?? 0) + 1)
            return true
        }
    }
}
