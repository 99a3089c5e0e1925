import AgeEncryption
import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// The vault through the eyes of Debian's `age`.
@Suite(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/age"), "the age program is not installed")
)
struct VaultProgramTests {
    private func age(_ arguments: [String], input: String? = nil) throws -> (status: Int32, output: String) {
        let process = Process()
        let (output, standardInput) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/age")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = input == nil ? FileHandle.nullDevice : standardInput
        try process.run()
        if let input {
            try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try standardInput.fileHandleForWriting.close()
        }
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test func `age opens every file of a vault, and prints the password alone`() async throws {
        let fixture = try VaultFixture()
        let identity = fixture.folder.path + "/identity.txt"
        try TestVault.writeIdentity(to: identity)
        let texts = ["plain", "密码 \u{1F511} \"", String(repeating: "x", count: 70_000)]
        for text in texts { try await fixture.store.put(Secret(text), for: fixture.server) }
        let link = try age(["-d", "-i", identity, fixture.place() + "/current.age"])
        #expect(link.status == 0 && link.output == texts.last)
        let files = try fixture.store.server("s-1").entries.map { "\(fixture.path)/\($0.file)" }
        let outputs = try files.map { try age(["-d", "-i", identity, $0]).output }
        #expect(outputs == texts.reversed())
    }

    @Test func `a file that age has made is taken up and read`() async throws {
        let fixture = try VaultFixture()
        try await fixture.store.put(Secret("ours"), for: fixture.server)
        let file = fixture.place() + "/theirs.age"
        let made = try age(["-R", fixture.path + "/.age-recipients", "-a", "-o", file], input: "by age\n")
        #expect(made.status == 0)
        try fixture.setMode(0o600, file)
        try await fixture.store.put(Secret("ours too"), for: fixture.server)
        let server = try fixture.store.server("s-1")
        let texts = try server.entries.map { try fixture.store.secret($0, of: server).withExposedText { $0 } }
        #expect(texts == ["ours too", "ours", "by age"] || texts == ["ours too", "by age", "ours"])
    }
}
