import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// What a repair leaves alone.
struct VaultRepairTests {
    private let fixture: VaultFixture

    init() throws {
        fixture = try VaultFixture()
    }

    private func contents(_ file: String) -> Data? { FileManager.default.contents(atPath: file) }

    /// Makes a folder of no vault, or what looks like one.
    private func makeFolders(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try fixture.setMode(0o755, path)
    }

    @Test func `a record in which nothing changes is not written again`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        var before = stat()
        var after = stat()
        #expect(lstat(fixture.recordFile(), &before) == 0)
        #expect(try await fixture.store.inspect(repairing: true).findings.isEmpty)
        #expect(lstat(fixture.recordFile(), &after) == 0)
        #expect(before.st_ino == after.st_ino)
    }

    @Test func `a good record that cannot be read is not thrown away`() async throws {
        try await fixture.store.put(Secret("a", sealedDigest: "1"), for: fixture.server)
        _ = try await fixture.store.putPending(Secret("b"), for: fixture.server)
        let record = try #require(contents(fixture.recordFile()))
        let large = record + Data(repeating: UInt8(ascii: " "), count: 5 << 20)
        try large.write(to: URL(fileURLWithPath: fixture.recordFile()))
        let names = try fixture.names(fixture.place())
        let inspection = try await fixture.store.inspect(repairing: true)
        #expect(inspection.isDamaged && inspection.findings.first?.message.contains("at most") == true)
        #expect(inspection.findings.first?.hint?.contains("move it out of the folder") == true)
        #expect(contents(fixture.recordFile()) == large)
        #expect(try fixture.names(fixture.place()) == names)
    }

    @Test func `a damaged record is kept, and it is said where`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        try Data("{".utf8).write(to: URL(fileURLWithPath: fixture.recordFile()))
        let message = try await fixture.store.inspect(repairing: true).findings.first?.message
        let aside = try #require(try fixture.names(fixture.place()).first { $0.hasPrefix("record.damaged-") })
        #expect(message?.contains("kept in \(aside)") == true)
        #expect(contents("\(fixture.place())/\(aside)") == Data("{".utf8))
    }

    @Test func `a folder where the record was is kept too`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        try FileManager.default.removeItem(atPath: fixture.recordFile())
        try FileManager.default.createDirectory(atPath: fixture.recordFile(), withIntermediateDirectories: false)
        #expect(try await !fixture.store.inspect(repairing: true).isDamaged)
        #expect(try fixture.passwords() == ["a", "-"])
        #expect(try fixture.names(fixture.place()).contains { $0.hasPrefix("record.damaged-") })
    }

    @Test func `a project with a folder of servers is no vault`() async throws {
        let project = fixture.folder.path + "/project"
        for path in ["", "/servers", "/servers/web1", "/servers/web1/conf.d"] { try makeFolders(project + path) }
        let script = try fixture.folder.write("project/servers/web1/deploy.sh", "true\n")
        _ = try fixture.folder.write("project/servers/web1/secret.age", "somebody else's")
        try fixture.setMode(0o755, script)
        func modes() throws -> [Int] {
            try ["", "/servers", "/servers/web1", "/servers/web1/conf.d", "/servers/web1/deploy.sh"].map { path in
                try fixture.mode(project + path)
            }
        }
        let before = try modes()
        let store = try VaultFixture.store(in: fixture.folder, named: "project")
        for mode in [0o755, 0o700] {
            // Even where it is closed to others.
            for path in ["", "/servers", "/servers/web1"] { try fixture.setMode(mode, project + path) }
            let error = try await fixture.failure { _ = try await store.inspect(repairing: true) }
            #expect(error.message.contains("the folder is no vault"))
            _ = try await fixture.failure { try await store.put(Secret("hunter2"), for: fixture.server) }
        }
        for path in ["", "/servers", "/servers/web1"] { try fixture.setMode(0o755, project + path) }
        #expect(try modes() == before)
        #expect(try fixture.names(project) == ["servers"] && fixture.names(project + "/servers") == ["web1"])
        #expect(try fixture.names(project + "/servers/web1") == ["conf.d", "deploy.sh", "secret.age"])
    }

    @Test func `what is not a vault's own is not closed`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        let folder = fixture.place() + "/notes.d"
        try makeFolders(folder)
        let note = try fixture.folder.write("vault/servers/s-1/notes.txt", "mine")
        try fixture.setMode(0o755, note)
        try makeFolders(fixture.path + "/servers/other/conf.d")
        try makeFolders(fixture.path + "/servers/other")
        try fixture.setMode(0o644, fixture.file("current"))
        _ = try await fixture.store.inspect(repairing: true)
        #expect(try fixture.mode(folder) == 0o755 && fixture.mode(note) == 0o755)
        #expect(try fixture.mode(fixture.path + "/servers/other") == 0o755)
        #expect(try fixture.names(fixture.path + "/servers/other") == ["conf.d"])
        #expect(try fixture.mode(fixture.file("current")) == 0o600)
    }

    @Test func `a vault that has lost its recipients is repaired still`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        try FileManager.default.removeItem(atPath: fixture.path + "/.age-recipients")
        for path in [fixture.path, fixture.path + "/servers", fixture.place()] { try fixture.setMode(0o755, path) }
        try Data("{".utf8).write(to: URL(fileURLWithPath: fixture.recordFile()))
        let findings = try await fixture.store.inspect(repairing: true).findings
        #expect(findings.count { $0.severity == .mended } == 4)
        #expect(try fixture.passwords() == ["a", "-"])
    }
}
