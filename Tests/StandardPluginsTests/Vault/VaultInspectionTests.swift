import AgeEncryption
import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// What `vault verify` finds and mends.
struct VaultInspectionTests {
    private let fixture: VaultFixture

    init() throws {
        fixture = try VaultFixture()
    }

    private func put(_ texts: String...) async throws {
        for text in texts { try await fixture.store.put(Secret(text, sealedDigest: text), for: fixture.server) }
    }

    private func move(_ from: String, _ to: String) throws {
        try FileManager.default.moveItem(atPath: from, toPath: to)
    }

    @Test func `a vault in order has no findings`() async throws {
        try await put("a", "b")
        try await fixture.store.put(Secret("c"), for: Server(id: "s-2"))
        let inspection = try await fixture.store.inspect(repairing: false)
        #expect((inspection.servers, inspection.secrets, inspection.opened) == (2, 3, 3))
        #expect(inspection.findings.isEmpty)
        let blind = try await fixture.runner().inspect(repairing: false)
        #expect((blind.secrets, blind.opened, blind.findings.count) == (3, 0, 0))
    }

    /// Stores a and then b, and puts the record back that there was before b.
    private func outdateRecord() async throws {
        try await put("a")
        let before = fixture.recordFile() + ".before"
        try FileManager.default.copyItem(atPath: fixture.recordFile(), toPath: before)
        try await put("b")
        try FileManager.default.removeItem(atPath: fixture.recordFile())
        try move(before, fixture.recordFile())
    }

    private var link: String {
        (fixture.recordFile() as NSString).deletingLastPathComponent + "/current.age"
    }

    @Test func `a file that no record knows goes into the history, where its writer was killed`() async throws {
        try await put("a")
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
        try await outdateRecord()
        // A writer that is killed before it has written the record has not come to the link.
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        // What the record says is all there is; the earlier password can be read.
        #expect(try await fixture.store.password(of: fixture.server)?.matches(Secret("a")) == true)
        #expect(try await fixture.store.record(for: fixture.server)?.holds(sealedDigest: "b") == false)
        let inspection = try await fixture.store.inspect(repairing: false)
        #expect(!inspection.isDamaged && inspection.findings.count == 1)
        #expect(try fixture.passwords() == ["a", "-", "b"])
        #expect(try await fixture.store.inspect(repairing: false).findings.isEmpty)
    }

    @Test func `a record that is older than the link, as one from a backup is, leaves a doubt`() async throws {
        try await outdateRecord()
        let inspection = try await fixture.store.inspect(repairing: false)
        #expect(inspection.isDamaged)
        #expect(try fixture.passwords() == ["a", "-", "b"])
        // It is told until somebody settles it.
        #expect(try await fixture.store.inspect(repairing: false).isDamaged)
    }

    @Test func `the next write takes up what a writer has left that was killed before its first record`() async throws {
        try await put("a", "b")
        try FileManager.default.removeItem(atPath: fixture.recordFile())
        try FileManager.default.removeItem(atPath: fixture.place() + "/current.age")
        try await put("c")
        #expect(try Set(fixture.passwords()) == ["c", "-", "b", "a"])
        #expect(try fixture.passwords().first == "c")
    }

    @Test func `where the record is gone the link tells which was current`() async throws {
        try await put("a", "b")
        try FileManager.default.removeItem(atPath: fixture.recordFile())
        #expect(try await fixture.store.inspect(repairing: false).isDamaged)
        let inspection = try await fixture.store.inspect(repairing: true)
        #expect(!inspection.isDamaged && inspection.findings.count == 1)
        #expect(try fixture.passwords() == ["b", "-", "a"])
    }

    @Test func `what another program has put there is read without the newline at its end`() async throws {
        try await put("a")
        var generator = SystemRandomNumberGenerator()
        let recipient = try TestVault.identity().recipient
        let file = try AgeFile.encrypt(Array("by passage\n".utf8), to: [recipient], using: &generator)
        try FileManager.default.removeItem(atPath: fixture.place() + "/current.age")
        for name in ["mine.age", "current.age"] {
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            _ = FileManager.default.createFile(
                atPath: "\(fixture.place())/\(name)",
                contents: Data(file),
                attributes: attributes
            )
        }
        let inspection = try await fixture.store.inspect(repairing: false)
        #expect(!inspection.isDamaged)
        let server = try fixture.store.server("web-01")
        let texts = try server.entries.map { try fixture.store.secret($0, of: server).withExposedText { $0 } }
        #expect(texts == ["a", "by passage", "by passage"])
        #expect(try fixture.passwords().first == "a")
    }

    @Test func `a damaged file is told, and taken out of use when asked, and stays on the disk`() async throws {
        try await put("a", "b")
        let file = try fixture.file("current")
        try Data("age".utf8).write(to: URL(fileURLWithPath: file))
        let found = try await fixture.store.inspect(repairing: false)
        #expect(found.isDamaged)
        #expect(found.findings.map(\.server) == ["s-1"])
        #expect(found.findings.first?.message.contains(file) == true)
        #expect(found.findings.first?.hint?.contains("latchkey vault verify --repair") == true)
        // A password is lost, and that is told until there is a newer one.
        for repairing in [true, false] {
            let inspection = try await fixture.store.inspect(repairing: repairing)
            #expect(inspection.isDamaged)
            let finding = try #require(inspection.findings.first)
            #expect(finding.message.hasPrefix("the CURRENT password is lost") && finding.message.contains(file))
            #expect(finding.hint?.contains("latchkey reset --server 's-1'") == true)
        }
        #expect(FileManager.default.fileExists(atPath: file))
        try await put("c")
        #expect(try fixture.passwords() == ["c", "-", "a"])
        let later = try await fixture.store.inspect(repairing: false)
        #expect(!later.isDamaged && later.findings.map(\.severity) == [.note])
    }

    @Test func `a damaged record is made anew from the files, when asked`() async throws {
        try await put("a", "b")
        try Data("{".utf8).write(to: URL(fileURLWithPath: fixture.recordFile()))
        #expect(try await fixture.store.inspect(repairing: false).isDamaged)
        #expect(try await !fixture.store.inspect(repairing: true).isDamaged)
        #expect(try fixture.passwords() == ["b", "-", "a"])
        #expect(try fixture.names(fixture.place()).contains { $0.hasPrefix("record.damaged-") })
    }

    @Test func `what is open to others is told, and closed when asked`() async throws {
        try await put("a")
        let paths = try [fixture.place(), fixture.recordFile(), fixture.file("current")]
        for path in paths {
            try fixture.setMode(path == fixture.place() ? 0o755 : 0o644, path)
            #expect(try await fixture.store.inspect(repairing: false).isDamaged)
            let repaired = try await fixture.store.inspect(repairing: true)
            #expect(!repaired.isDamaged && repaired.findings.count == 1)
            #expect(try fixture.mode(path) & 0o077 == 0)
        }
        try fixture.setMode(0o750, fixture.path)
        await #expect(throws: AutomationError.self) { try await fixture.store.inspect(repairing: false) }
        #expect(try await !fixture.store.inspect(repairing: true).isDamaged)
        #expect(try fixture.mode(fixture.path) == 0o700)
    }
}
