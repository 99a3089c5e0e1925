import AgeEncryption
import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// One damaged thing in a vault: the others are used as before, and what is lost is told for as long as it is.
struct VaultDamageTests {
    private let fixture: VaultFixture
    private let other = Server(id: "s-2", name: "web-02")

    init() throws {
        fixture = try VaultFixture()
    }

    private func put(_ texts: String...) async throws {
        for text in texts { try await fixture.store.put(Secret(text, sealedDigest: text), for: fixture.server) }
        try await fixture.store.put(Secret("other"), for: other)
    }

    private func damage(_ file: String) throws {
        try Data("{".utf8).write(to: URL(fileURLWithPath: file))
    }

    private func reveal(_ name: String) throws -> [String] {
        let server = try fixture.store.server(name)
        return try server.entries.map { try fixture.store.secret($0, of: server).withExposedText { $0 } }
    }

    @Test(arguments: [true, false])
    func `a record that is damaged or gone hides no other server`(isGone: Bool) async throws {
        try await put("a", "b")
        if isGone {
            try FileManager.default.removeItem(atPath: fixture.recordFile())
        } else {
            try damage(fixture.recordFile())
        }
        let contents = try fixture.store.contents()
        #expect(contents.isDamaged && contents.servers.map(\.id) == ["s-2"])
        #expect(contents.unreadable.map(\.id) == ["s-1"])
        let reason = isGone ? "its record is missing beside 2 encrypted files" : "its record is damaged"
        #expect(contents.unreadable.first?.reason == "\(reason): \(fixture.recordFile())")
        for name in ["s-2", "web-02"] { #expect(try reveal(name) == ["other"]) }
        let error = try await fixture.failure { _ = try fixture.store.server("s-1") }
        #expect(error.server == "s-1" && error.message.contains(reason))
        #expect(error.hint?.contains("latchkey vault verify --repair --vault 'vault'") == true)
        // By its name it cannot be found, and that it may be this one is said.
        let unknown = try #require(throws: AutomationError.self) { try fixture.store.server("web-01") }
        #expect(unknown.kind == .notFound && unknown.hint?.hasSuffix("whose name is not known: s-1") == true)
        // Nor is it taken for one of which nothing is stored, or left out of a copy.
        await #expect(throws: AutomationError.self) { try await fixture.store.record(for: fixture.server) }
        await #expect(throws: AutomationError.self) { try await fixture.store.password(of: fixture.server) }
        let recipient = try TestVault.identity().recipient
        await #expect(throws: AutomationError.self) { try await fixture.store.export(to: "copy", for: [recipient]) }
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/copy"))
    }

    @Test(arguments: [true, false])
    func `a record is made anew only when asked, and what is lost with it is said`(isGone: Bool) async throws {
        try await put("a", "b")
        let times = try fixture.store.server("s-1").entries.map(\.storedAt)
        if isGone {
            try FileManager.default.removeItem(atPath: fixture.recordFile())
        } else {
            try damage(fixture.recordFile())
        }
        let found = try await fixture.store.inspect(repairing: false)
        #expect(found.isDamaged && found.findings.count == 1)
        #expect(found.findings.first?.hint?.contains("latchkey vault verify --repair --vault 'vault'") == true)
        let repaired = try await fixture.store.inspect(repairing: true)
        #expect(!repaired.isDamaged && repaired.findings.map(\.severity) == [.mended])
        #expect(repaired.findings.first?.message.contains("lost are the server's name") == true)
        #expect(repaired.findings.first?.hint?.contains("latchkey vault show 's-1' --vault 'vault'") == true)
        let server = try fixture.store.server("s-1")
        #expect(server.name == nil && server.entries.allSatisfy(\.isFound))
        #expect(server.entries.map(\.storedAt) == times)
        #expect(try reveal("s-1") == ["b", "a"])
        try await fixture.store.put(Secret("c"), for: fixture.server)
        #expect(try reveal("web-01") == ["c", "b", "a"])
    }

    @Test func `what was found is as old as its name says, whenever the file was written`() async throws {
        try await put("a")
        let name = "20260102T030405Z-00000000000000ff.age"
        let sealed = try Data(contentsOf: URL(fileURLWithPath: fixture.file("current")))
        try sealed.write(to: URL(fileURLWithPath: "\(fixture.place())/\(name)"))
        try fixture.setMode(0o600, "\(fixture.place())/\(name)")
        #expect(try await !fixture.store.inspect(repairing: false).isDamaged)
        let entry = try #require(try fixture.store.server("s-1").entries(.history).first)
        #expect(entry.storedAt.formatted(.iso8601) == "2026-01-02T03:04:05Z")
    }

    @Test func `of passwords of one second the one that was written last is the newest`() async throws {
        let texts = (0..<6).map { "p-\($0)" }
        for text in texts { try await fixture.store.put(Secret(text), for: fixture.server) }
        // All of them as of one second, and written one after the other.
        for (index, entry) in try fixture.store.server("s-1").entries.reversed().enumerated() {
            let file = "\(fixture.path)/\(entry.file)"
            let name = "20260102T030405Z-\(String(repeating: String(9 - index), count: 16)).age"
            try FileManager.default.moveItem(atPath: file, toPath: "\(fixture.place())/\(name)")
            let times = [timespec(tv_sec: 1_767_323_045, tv_nsec: (index + 1) * 1_000_000)]
            #expect(utimensat(AT_FDCWD, "\(fixture.place())/\(name)", times + times, 0) == 0)
        }
        try FileManager.default.removeItem(atPath: fixture.recordFile())
        _ = try await fixture.store.inspect(repairing: true)
        #expect(try reveal("s-1") == texts.reversed())
    }

    @Test func `where no link tells the current password either, that is an error`() async throws {
        try await put("a", "b")
        try damage(fixture.recordFile())
        try FileManager.default.removeItem(atPath: fixture.place() + "/current.age")
        let repaired = try await fixture.store.inspect(repairing: true)
        #expect(repaired.isDamaged)
        #expect(repaired.findings.first?.message.hasSuffix("and which password is the current one") == true)
        #expect(repaired.findings.first?.hint?.contains("show 's-1' --history --reveal --vault 'vault'") == true)
        #expect(try Set(reveal("s-1")) == ["a", "b"])
        #expect(try fixture.store.server("s-1").entries(.current).isEmpty)
    }

    @Test func `a damaged password stays known as lost, until its file is restored`() async throws {
        try await put("a", "b")
        let file = try fixture.file("current")
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        try damage(file)
        #expect(try await fixture.store.inspect(repairing: true).isDamaged)
        let server = try fixture.store.server("s-1")
        #expect(server.entries(.current).isEmpty && server.lost.map(\.was) == [.current])
        #expect(try fixture.store.contents().isDamaged)
        try whole.write(to: URL(fileURLWithPath: file))
        try fixture.setMode(0o600, file)
        let restored = try await fixture.store.inspect(repairing: false)
        #expect(!restored.isDamaged && restored.opened == 3)
        #expect(try reveal("s-1") == ["b", "a"])
        #expect(try fixture.store.server("s-1").damaged.isEmpty)
        #expect(try await fixture.store.inspect(repairing: false).findings.isEmpty)
    }

    @Test func `a pending password that is damaged may be the one that the server has`() async throws {
        try await put("a")
        _ = try await fixture.store.putPending(Secret("p"), for: fixture.server)
        try FileManager.default.removeItem(atPath: fixture.file("pending"))
        let found = try await fixture.store.inspect(repairing: false)
        #expect(found.findings.first?.hint?.contains("verify --repair --vault 'vault'") == true)
        let repaired = try await fixture.store.inspect(repairing: true)
        #expect(repaired.findings.first?.message.hasPrefix("the PENDING password is lost") == true)
        #expect(try reveal("s-1") == ["a"])
        #expect(try fixture.store.server("s-1").damaged.map(\.was) == [.pending])
    }

    @Test func `a folder where a password's file was is taken for its loss`() async throws {
        try await put("a")
        let file = try fixture.file("current")
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        #expect(try await fixture.store.inspect(repairing: true).isDamaged)
        #expect(try fixture.store.server("s-1").lost.count == 1)
    }

    @Test func `an identity that opens nothing is an error, one that opens some is told`() async throws {
        try await put("a")
        var generator = SystemRandomNumberGenerator()
        let stranger = try AgeIdentity(using: &generator)
        let world = VaultFixture.world(in: fixture.folder)
        func inspect(_ identities: [AgeIdentity]) async throws -> VaultInspection {
            try await VaultStore(folder: "vault", identities: identities, world: world).inspect(repairing: false)
        }
        let none = try await inspect([stranger])
        #expect(none.isDamaged && none.opened == 0 && none.foreign == 2)
        #expect(none.findings.map(\.message) == ["the identity at hand opens none of the 2 passwords"])
        #expect(none.findings.first?.hint?.contains("--identity") == true)
        #expect(try await !inspect([]).isDamaged)
        let file = fixture.path + "/.age-recipients"
        let both = try String(contentsOfFile: file, encoding: .utf8) + "\(stranger.recipient)\n"
        try both.write(toFile: file, atomically: false, encoding: .utf8)
        try await put("b")
        let some = try await inspect([stranger])
        #expect(!some.isDamaged && some.findings.map(\.severity) == [.note])
    }
}
