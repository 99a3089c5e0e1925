import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// A vault that has lost the file of its recipients, or has one that is no good: read, and not written to.
struct VaultRecipientsTests {
    private let fixture: VaultFixture
    private let file: String

    init() throws {
        fixture = try VaultFixture()
        file = fixture.path + "/.age-recipients"
    }

    @Test func `without the file it is a vault still, and the hint tells how to put it back`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        try FileManager.default.removeItem(atPath: file)
        let error = try await fixture.failureOfPut()
        #expect(error.message.contains("its file .age-recipients is missing"))
        #expect(error.hint?.hasPrefix("put the file \(file) back, with the recipient's line: age1...") == true)
        #expect(error.hint?.hasSuffix("age-keygen -y IDENTITY") == true)
        #expect(throws: AutomationError.self) { try fixture.store.checkUsable() }
        #expect(fixture.store.recipientsProblem()?.hint == error.hint)
        // Reading needs the identity alone.
        #expect(try await fixture.store.password(of: fixture.server)?.matches(Secret("a")) == true)
        #expect(try fixture.store.servers().map(\.id) == ["s-1"])
        let inspection = try await fixture.store.inspect(repairing: false)
        #expect(inspection.isDamaged && inspection.opened == 1)
        #expect(inspection.findings.map(\.hint) == [error.hint])
        let made = try #require(throws: AutomationError.self) {
            try VaultSetup.make(
                folder: "vault",
                identityFile: "identity.txt",
                world: VaultFixture.world(in: fixture.folder)
            )
        }
        #expect(made.message.contains("there is one already, and its file .age-recipients is missing"))
        #expect(made.hint == error.hint)
        _ = try fixture.folder.write("vault/.age-recipients", TestVault.recipientText() + "\n")
        try await fixture.store.put(Secret("b"), for: fixture.server)
        #expect(try fixture.passwords() == ["b", "-", "a"])
        #expect(fixture.store.recipientsProblem() == nil)
    }

    @Test func `a line that is none is told with what it has to be`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        let text = try String(contentsOfFile: file, encoding: .utf8) + "garbage\n"
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        let inspection = try await fixture.store.inspect(repairing: false)
        #expect(inspection.isDamaged && inspection.opened == 1)
        let finding = try #require(inspection.findings.first)
        #expect(finding.message.contains("line 2") && finding.message.contains(file))
        #expect(finding.hint?.hasPrefix("mend the file: one recipient a line") == true)
    }

    @Test func `an identity that cannot be used keeps nobody from storing`() async throws {
        _ = try fixture.folder.write("identity.txt", "none")
        let world = VaultFixture.world(in: fixture.folder)
        let store = VaultStore(folder: "vault", identityFile: "identity.txt", world: world)
        for text in ["a", "b"] { try await store.put(Secret(text, sealedDigest: text), for: fixture.server) }
        #expect(try store.server("web-01").entries.count == 2)
        #expect(store.identityProblem() != nil)
        let error = try await fixture.failure { _ = try await store.password(of: fixture.server) }
        #expect(error.message.contains("identity.txt"))
        _ = try await fixture.failure { _ = try await store.inspect(repairing: false) }
        #expect(try fixture.passwords() == ["b", "-", "a"])
    }

    @Test func `hints name the vault that they are about`() async throws {
        let world = VaultFixture.world(in: fixture.folder)
        func hint(_ folder: String) throws -> String? {
            try #require(throws: AutomationError.self) {
                try VaultSetup.make(folder: folder, identityFile: "identity.txt", world: world)
            }.hint
        }
        #expect(try hint("vault")?.hasPrefix("see what is in it with: latchkey vault list --vault 'vault'") == true)
        _ = try fixture.folder.write("file", "")
        #expect(try hint("file") == "choose another folder with --vault")
        #expect(VaultAdvice.quoted("it's") == #"'it'\''s'"#)
    }
}
