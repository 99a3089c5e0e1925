import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct FolderSecretStoreTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `what was put is in a file that its owner alone may read, and in no other`() async throws {
        try await fixture.store.put(Secret("Password-1", sealedDigest: "abc"), for: fixture.server)
        #expect(try fixture.mode(fixture.path) == 0o700)
        #expect(try fixture.mode(fixture.file()) == 0o600)
        #expect(try fixture.names() == ["s-1.json"])
        let contents = try fixture.contents()
        #expect(contents["version"] as? Int == 1)
        #expect(contents["server_id"] as? String == "s-1")
        #expect(contents["server_name"] as? String == "web-01")
        let current = try #require(contents["current"] as? [String: Any])
        #expect(current["password"] as? String == "Password-1")
        #expect(current["sealed_sha256"] as? String == "abc")
        let date = try #require(current["stored_at"] as? String)
        #expect(abs(try Date(date, strategy: .iso8601).timeIntervalSinceNow) < 600)
    }

    @Test func `nothing that was ever stored is dropped, and the newest comes first`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        for text in ["a", "b", "c"] { try await store.put(Secret(text), for: server) }
        #expect(try fixture.passwords() == ["c", "-", "b", "a"])
        let first = try await store.putPending(Secret("x"), for: server)
        #expect(try fixture.passwords() == ["c", "x", "b", "a"])
        let second = try await store.putPending(Secret("y"), for: server)
        #expect(first != second)
        #expect(try fixture.passwords() == ["c", "y", "x", "b", "a"])
        try await store.promote(second, for: server)
        #expect(try fixture.passwords() == ["y", "-", "c", "x", "b", "a"])
        try await store.withdraw(try await store.putPending(Secret("z"), for: server), for: server)
        #expect(try fixture.passwords() == ["y", "-", "z", "c", "x", "b", "a"])
        #expect(try fixture.names() == ["s-1.json"])
        #expect(try fixture.mode(fixture.file()) == 0o600)
    }

    @Test func `putting the same once more is no news, but another origin is`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        for _ in 0..<3 { try await store.put(Secret("a", sealedDigest: "1"), for: server) }
        #expect(try fixture.passwords() == ["a", "-"])
        try await store.put(Secret("a", sealedDigest: "2"), for: server)
        #expect(try fixture.passwords() == ["a", "-", "a"])
        let record = try #require(try await store.record(for: server))
        #expect(record.holds(sealedDigest: "1"))
        #expect(record.holds(sealedDigest: "2"))
    }

    @Test func `a record describes what is stored`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        #expect(try await store.record(for: server) == nil)
        try await store.put(Secret("a", sealedDigest: "1"), for: server)
        _ = try await store.putPending(Secret("b"), for: server)
        try await store.put(Secret("c", sealedDigest: "3"), for: server)
        let record = try #require(try await store.record(for: server))
        #expect(record.current?.sealedDigest == "3")
        #expect(record.pending != nil)
        #expect(record.pending?.sealedDigest == nil)
        #expect(record.history.map(\.sealedDigest) == ["1"])
    }

    @Test func `what is not pending cannot be promoted, and withdrawing it changes nothing`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        let unknown = PendingPassword(rawValue: "unknown")
        try await store.put(Secret("a"), for: server)
        let error = try await #require(throws: AutomationError.self) { try await store.promote(unknown, for: server) }
        #expect(error.kind == .secretStore)
        #expect(error.server == "web-01")
        #expect(error.message == "the pending password is not in the folder vault, so it cannot become current")
        try await store.withdraw(unknown, for: server)
        #expect(try fixture.passwords() == ["a", "-"])
    }

    @Test func `another store on the same folder sees what was written, whatever is in the password`() async throws {
        let text = "quote \" backslash \\ slash / 密码 \u{1F511} \u{7}"
        try await fixture.store.put(Secret(text, sealedDigest: "1"), for: fixture.server)
        let other = StoreFixture.store(in: fixture.folder)
        #expect(try await other.record(for: Server(id: "s-1"))?.holds(sealedDigest: "1") == true)
        #expect(try fixture.passwords() == [text, "-"])
        try await other.put(Secret("b"), for: Server(id: "s-1"))
        #expect(try fixture.contents()["server_name"] as? String == "web-01")
    }

    @Test func `an absolute folder is taken as it is, and folders above it are made`() async throws {
        let path = fixture.folder.path + "/a/b/vault"
        let store = StoreFixture.store(in: fixture.folder, named: path)
        #expect(store.name == "the folder \(path)")
        try await store.put(Secret("a"), for: fixture.server)
        #expect(try fixture.mode(path) == 0o700)
        #expect(FileManager.default.fileExists(atPath: path + "/s-1.json"))
    }
}
