import AgeEncryption
import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// What a vault looks like on the disk.
struct VaultStoreTests {
    private let fixture: VaultFixture

    init() throws {
        fixture = try VaultFixture()
    }

    @Test func `a password is a file of its own that its owner alone may read, beside a plain record`() async throws {
        try await fixture.store.put(Secret("Password-1", sealedDigest: "abc"), for: fixture.server)
        #expect(try fixture.names(fixture.path) == [".age-recipients", "servers"])
        let file = try #require(try fixture.files().first)
        #expect(try fixture.names(fixture.place()) == [file, "current.age", "record.json"])
        for folder in [fixture.path, fixture.path + "/servers", fixture.place()] {
            #expect(try fixture.mode(folder) == 0o700)
        }
        #expect(try fixture.mode("\(fixture.place())/\(file)") == 0o600)
        #expect(try fixture.mode(fixture.recordFile()) == 0o600)
        let record = try fixture.record()
        #expect(record["version"] as? Int == 1)
        #expect(record["server_id"] as? String == "s-1")
        #expect(record["server_name"] as? String == "web-01")
        let current = try #require(record["current"] as? [String: Any])
        #expect(current["file"] as? String == file)
        #expect(current["sealed_sha256"] as? String == "abc")
        #expect((current["sha256"] as? String)?.count == 64)
        #expect(current["length"] as? Int == FileManager.default.contents(atPath: fixture.place() + "/" + file)?.count)
        let date = try #require(current["stored_at"] as? String)
        #expect(abs(try Date(date, strategy: .iso8601).timeIntervalSinceNow) < 600)
    }

    @Test func `no file holds a password in the open`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        for text in ["hunter2-current", "hunter2-next"] { try await store.put(Secret(text), for: server) }
        _ = try await store.putPending(Secret("hunter2-pending"), for: server)
        for name in try fixture.names(fixture.place()) {
            let data = try #require(FileManager.default.contents(atPath: fixture.place() + "/" + name))
            #expect(data.range(of: Data("hunter2".utf8)) == nil)
        }
        #expect(try fixture.passwords() == ["hunter2-next", "hunter2-pending", "hunter2-current"])
    }

    @Test func `a file is never written again, and all of them stay`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        var seen: [String: Data] = [:]
        for text in ["a", "b", "c"] {
            try await store.put(Secret(text), for: server)
            try await store.promote(try await store.putPending(Secret(text + text), for: server), for: server)
            for name in try fixture.files() {
                let data = try #require(FileManager.default.contents(atPath: fixture.place() + "/" + name))
                #expect(seen[name] == nil || seen[name] == data)
                seen[name] = data
            }
        }
        #expect(seen.count == 6)
        #expect(try fixture.passwords() == ["cc", "-", "c", "bb", "b", "aa", "a"])
    }

    @Test func `the link leads to the current password, also when it was stale`() async throws {
        let (store, server, link) = (fixture.store, fixture.server, fixture.place() + "/current.age")
        let pending = try await store.putPending(Secret("a"), for: server)
        #expect(try !fixture.names(fixture.place()).contains("current.age"))
        try await store.promote(pending, for: server)
        func target() throws -> String { try FileManager.default.destinationOfSymbolicLink(atPath: link) }
        #expect(try fixture.place() + "/" + target() == fixture.file("current"))
        let old = try target()
        try await store.put(Secret("b"), for: server)
        #expect(try fixture.place() + "/" + target() == fixture.file("current"))
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: old)
        // Nothing new is stored, and still it is put right.
        try await store.put(Secret("b"), for: server)
        #expect(try fixture.place() + "/" + target() == fixture.file("current"))
    }

    @Test func `all recipients can read, and one that is added reads what comes after`() async throws {
        var generator = SystemRandomNumberGenerator()
        let other = try AgeIdentity(using: &generator)
        try await fixture.store.put(Secret("before"), for: fixture.server)
        let file = fixture.path + "/.age-recipients"
        let recipients = try String(contentsOfFile: file, encoding: .utf8) + "# and\n\(other.recipient)\n"
        try recipients.write(toFile: file, atomically: false, encoding: .utf8)
        try await fixture.store.put(Secret("after"), for: fixture.server)
        let world = VaultFixture.world(in: fixture.folder)
        let reader = VaultStore(folder: "vault", identities: [other], world: world)
        #expect(try await reader.password(of: fixture.server)?.withExposedText { $0 } == "after")
        #expect(try fixture.passwords() == ["after", "-", "before"])
        let server = try reader.server("web-01")
        let error = try await fixture.failure {
            _ = try reader.secret(try #require(server.entries(.history).first), of: server)
        }
        #expect(error.message.hasSuffix("the identity at hand is not one that it is encrypted for"))
    }

    @Test func `without the identity everything can be stored and nothing read`() async throws {
        let (runner, server) = (try fixture.runner(), fixture.server)
        try await runner.put(Secret("a", sealedDigest: "1"), for: server)
        #expect(try await runner.record(for: server)?.holds(sealedDigest: "1") == true)
        let error = try await fixture.failure { _ = try await runner.password(of: server) }
        #expect(error.message.hasSuffix("there is no identity to open it with"))
        #expect(error.hint?.contains("--identity") == true)
        #expect(try fixture.passwords() == ["a", "-"])
    }

    @Test func `with the identity the same text once more is no news either`() async throws {
        for _ in 0..<3 { try await fixture.store.put(Secret("a"), for: fixture.server) }
        #expect(try fixture.passwords() == ["a", "-"])
        #expect(try fixture.files().count == 1)
    }

    @Test func `another password of the same sealed one is kept, whoever stores it`() async throws {
        for (store, id) in [(fixture.store, "s-2"), (try fixture.runner(), "s-3")] {
            let server = Server(id: id)
            try await store.put(Secret("short", sealedDigest: "1"), for: server)
            try await store.put(Secret("not so short", sealedDigest: "1"), for: server)
            #expect(try fixture.passwords(server.id) == ["not so short", "-", "short"])
        }
    }

    @Test func `an absolute folder is taken as it is`() async throws {
        let path = fixture.folder.path + "/a/b/vault"
        try TestVault.make(at: path)
        let store = try VaultFixture.store(in: fixture.folder, named: path)
        #expect(store.name == "the vault \(path)")
        try await store.put(Secret("a"), for: fixture.server)
        #expect(FileManager.default.fileExists(atPath: path + "/servers/s-1/record.json"))
    }
}
