import AgeEncryption
import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct VaultSetupTests {
    private let folder: TemporaryFolder
    private let world: World

    init() throws {
        folder = try TemporaryFolder()
        world = VaultFixture.world(in: folder)
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.posixPermissions] as? Int
    }

    @Test func `a vault comes with an identity, both closed to others, and is used at once`() async throws {
        let made = try VaultSetup.make(folder: "a/vault", identityFile: "b/identity.txt", world: world)
        #expect(made.isIdentityNew)
        #expect(try mode("a/vault") == 0o700)
        #expect(try mode("b/identity.txt") == 0o600)
        #expect(try mode("a/vault/.age-recipients") == 0o600)
        let identities = try VaultIdentity.read("b/identity.txt", files: world.files)
        #expect(identities.map(\.recipient) == made.recipients)
        let store = VaultStore(folder: "a/vault", identities: identities, world: world)
        try store.checkUsable()
        try await store.put(Secret("a"), for: Server(id: "s-1"))
        #expect(try await store.password(of: Server(id: "s-1"))?.matches(Secret("a")) == true)
    }

    @Test func `nothing is overwritten, and an identity that is there is used`() throws {
        let first = try VaultSetup.make(folder: "one", identityFile: "identity.txt", world: world)
        let text = try String(contentsOfFile: folder.path + "/identity.txt", encoding: .utf8)
        let error = try #require(throws: AutomationError.self) {
            try VaultSetup.make(folder: "one", identityFile: "other.txt", world: world)
        }
        #expect(error.message == "the vault one cannot be made: there is one already")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/other.txt"))
        let second = try VaultSetup.make(folder: "two", identityFile: "identity.txt", world: world)
        #expect(!second.isIdentityNew && second.recipients == first.recipients)
        #expect(try String(contentsOfFile: folder.path + "/identity.txt", encoding: .utf8) == text)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/three",
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        _ = try folder.write("three/notes.txt", "mine")
        let third = try #require(throws: AutomationError.self) {
            try VaultSetup.make(folder: "three", identityFile: "identity.txt", world: world)
        }
        #expect(third.message.hasSuffix("the folder holds other things"))
    }

    @Test func `a vault for recipients has no identity`() throws {
        let recipient = try TestVault.identity().recipient
        let made = try VaultSetup.make(
            folder: "vault",
            identityFile: "identity.txt",
            recipients: [recipient],
            world: world
        )
        #expect(made.identityFile == nil && made.recipients == [recipient])
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/identity.txt"))
    }

    @Test(arguments: [0o644, 0o640, 0o604])
    func `an identity that others may read is refused`(mode: Int) throws {
        let file = folder.path + "/identity.txt"
        try TestVault.writeIdentity(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        let error = try #require(throws: AutomationError.self) {
            try VaultIdentity.read("identity.txt", files: world.files)
        }
        #expect(error.message == "the identity file is open to other users: \(file)")
        #expect(error.hint == "close it with: chmod 600 '\(file)'")
        #expect(throws: AutomationError.self) {
            try VaultSetup.make(folder: "vault", identityFile: file, world: world)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/vault"))
    }

    @Test func `an identity file that is none is refused and not shown`() throws {
        for text in ["", "hunter2\n", "age-encryption.org/v1\nhunter2", "# only\n"] {
            let file = try folder.write("identity.txt", text)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            let error = try #require(throws: AutomationError.self) {
                try VaultIdentity.read(file, files: world.files)
            }
            #expect(error.kind == .secretStore)
            #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
        }
        #expect(throws: AutomationError.self) { try VaultIdentity.read("nowhere", files: world.files) }
    }

    @Test func `an export is a vault for the new recipients alone, with everything that was in it`() async throws {
        let fixture = try VaultFixture()
        for text in ["a", "b"] { try await fixture.store.put(Secret(text, sealedDigest: text), for: fixture.server) }
        _ = try await fixture.store.putPending(Secret("c"), for: fixture.server)
        var generator = SystemRandomNumberGenerator()
        let identity = try AgeIdentity(using: &generator)
        let target = folder.path + "/new"
        #expect(try await fixture.store.export(to: target, for: [identity.recipient]) == 3)
        let store = VaultStore(folder: target, identities: [identity], world: world)
        let server = try store.server("web-01")
        let texts = try server.entries.map { try store.secret($0, of: server).withExposedText { $0 } }
        #expect(texts == ["b", "c", "a"])
        #expect(try await store.record(for: fixture.server) == fixture.store.record(for: fixture.server))
        let inspection = try await store.inspect(repairing: false)
        #expect(inspection.opened == 3 && inspection.findings.isEmpty)
        let old = VaultStore(folder: target, identities: [try TestVault.identity()], world: world)
        #expect(try await old.inspect(repairing: false).opened == 0)
        // Nor is anything written over.
        await #expect(throws: AutomationError.self) {
            try await fixture.store.export(to: target, for: [identity.recipient])
        }
    }
}
