import AutomationCore
import CloudSimulator
import Foundation
import Synchronization
import TestSupport
import Testing

/// What comes back out of a store that keeps documents somewhere else.
struct DocumentSecretStoreTests {
    private let server = Server(id: "s-1", name: "web-01")

    private func use<Result: Sendable>(
        _ documents: Documents = Documents(),
        _ body: @escaping @Sendable (DocumentSecretStore) async throws -> Result
    ) throws -> Result {
        let setting = try SimulatedSetting()
        let store = DocumentSecretStore(name: "the shelf", documents: documents, world: setting.world)
        return try setting.simulation.run { try await body(store) }
    }

    @Test func `the current password comes back with the digest that it was stored with`() throws {
        let server = server
        let secret = try use { store in
            #expect(try await store.password(of: server) == nil)
            try await store.put(Secret("first", sealedDigest: "aa"), for: server)
            try await store.put(Secret("sec\"ond\n", sealedDigest: "ab"), for: server)
            #expect(try await store.password(of: Server(id: "s-2")) == nil)
            return try await store.password(of: server)
        }
        #expect(secret?.matches(Secret("sec\"ond\n")) == true)
        #expect(secret?.sealedDigest == "ab")
    }

    @Test func `a pending password does not come back before it is promoted`() throws {
        let server = server
        let (before, after) = try use { store in
            let pending = try await store.putPending(Secret("new"), for: server)
            let before = try await store.password(of: server)
            try await store.promote(pending, for: server)
            return (before, try await store.password(of: server))
        }
        #expect(before == nil)
        #expect(after?.matches(Secret("new")) == true)
    }

    @Test func `an entry that is damaged is told of without anything that is in it`() throws {
        let server = server
        let documents = Documents()
        documents.kept.withLock { $0["s-1"] = "{\"current\": \"hunter2\"" }
        let error = try use(documents) { store in
            do { return (try await store.password(of: server), nil as AutomationError?) } catch {
                return (nil, AutomationError(error))
            }
        }.1
        #expect(error?.kind == .secretStore)
        #expect(error?.message == "passwords cannot be kept in the shelf: its entry is damaged, or of a later version")
        #expect("\(error as Any)".contains("hunter2") == false)
    }
}

/// Documents in memory, whose revision is themselves.
private final class Documents: SecretDocuments {
    let kept = Mutex<[String: String]>([:])

    func read(for server: Server) async throws -> (document: Secret, revision: String)? {
        kept.withLock { $0[server.id] }.map { (Secret($0), $0) }
    }

    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool {
        kept.withLock { kept in
            guard kept[server.id] == revision else { return false }
            kept[server.id] = document.withExposedText { $0 }
            return true
        }
    }
}
