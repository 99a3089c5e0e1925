import Foundation
import TestSupport
import Testing

/// `latchkey vault verify --repair` and `export` where the machine fails them, or a password is lost.
@Suite(.timeLimit(.minutes(2)))
struct VaultRepairCommandTests {
    private let folder: TemporaryFolder
    private let place: String

    init() async throws {
        folder = try TemporaryFolder()
        place = folder.path + "/kept/servers/s-1"
        try TestVault.make(at: folder.path + "/kept")
        try TestVault.writeIdentity(to: folder.path + "/.config/latchkey/identity.txt")
        _ = try folder.write("put.lua", "require('vault').put('s-1', 'Only-Pa55word')")
        let run = try await CommandRun.latchkey(
            ["run", "put.lua", "--simulate", "1", "--vault", "kept"],
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
    }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(["vault"] + arguments, folder: folder)
    }

    /// Repairs under a limit of the shell.
    private func repair(limit: String) async throws -> CommandRun {
        try await RunningCommand(
            "/bin/sh",
            [
                "-c", "ulimit \(limit); exec \"$@\"", "sh", "\(CommandRun.productFolder)/latchkey", "vault", "verify",
                "--repair", "--vault", "kept",
            ],
            environment: [:],
            folder: folder
        ).ended()
    }

    /// Repairs where no file may grow: each write fails, and what it says goes through a pipe.
    private func repairWithoutRoom() async throws -> CommandRun {
        try await RunningCommand(
            "/bin/sh",
            [
                "-c", "trap '' XFSZ; (ulimit -f 0; exec \"$@\") 2>&1 | cat", "sh",
                "\(CommandRun.productFolder)/latchkey", "vault", "verify", "--repair", "--vault", "kept",
            ],
            environment: [:],
            folder: folder
        ).ended()
    }

    private func damageCurrent() throws {
        let file = try FileManager.default.destinationOfSymbolicLink(atPath: place + "/current.age")
        try Data("age".utf8).write(to: URL(fileURLWithPath: "\(place)/\(file)"))
    }

    private func record() -> Data? { FileManager.default.contents(atPath: place + "/record.json") }

    @Test(arguments: 4...16)
    func `a repair that may open few files throws no good record away`(count: Int) async throws {
        let before = try #require(record())
        let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
        let run = try await repair(limit: "-n \(count)")
        #expect(record() == before, "\(run.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == names, "\(run.text)")
        let after = try await latchkey("show", "s-1", "--reveal", "--vault", "kept")
        #expect(after.exitCode == 0 && after.output == "Only-Pa55word\n", "\(after.text)")
    }

    @Test func `a repair that is killed while it writes leaves the damaged record where it was`() async throws {
        try Data("{".utf8).write(to: URL(fileURLWithPath: place + "/record.json"))
        // No file may grow: the first byte that is written ends the program.
        let run = try await repair(limit: "-f 0")
        #expect(run.exitCode != 0, "\(run.text)")
        #expect(record() == Data("{".utf8))
        #expect(try await latchkey("list", "--vault", "kept").exitCode == 1)
        let repaired = try await latchkey("verify", "--repair", "--vault", "kept")
        #expect(repaired.exitCode == 0, "\(repaired.text)")
        let shown = try await latchkey("show", "s-1", "--reveal", "--vault", "kept")
        #expect(shown.exitCode == 0 && shown.output == "Only-Pa55word\n", "\(shown.text)")
    }

    @Test func `what a repair has found is told though it can write nothing`() async throws {
        let before = record()
        try damageCurrent()
        let run = try await repairWithoutRoom()
        #expect(run.output.contains("the CURRENT password is lost: a password's file was cut short"), "\(run.text)")
        #expect(run.output.contains("its record cannot be written: writing it failed: file too large"), "\(run.text)")
        #expect(record() == before)
        try Data("{".utf8).write(to: URL(fileURLWithPath: place + "/record.json"))
        let second = try await repairWithoutRoom()
        #expect(second.output.contains("its record is damaged"), "\(second.text)")
        #expect(second.output.contains("the damaged one is kept in \(place)/record.damaged-"), "\(second.text)")
        #expect(!second.output.contains("(mended)"))
        #expect(record() == Data("{".utf8))
    }

    @Test func `an export does not hide that a password is lost, nor does the copy`() async throws {
        try damageCurrent()
        #expect(try await latchkey("verify", "--repair", "--vault", "kept").exitCode == 1)
        let recipient = try TestVault.recipientText()
        let run = try await latchkey("export", "--to", "copy", "--recipient", recipient, "--vault", "kept")
        #expect(run.exitCode == 1 && run.output == "0 passwords stored in the vault copy\n", "\(run.text)")
        #expect(run.errors.contains("the CURRENT password is lost"))
        let open = try await latchkey("export", "--reveal", "--vault", "kept")
        #expect(open.exitCode == 1 && open.output.contains("\"was\" : \"current\""), "\(open.text)")
        for command in ["list", "verify"] {
            let copy = try await latchkey(command, "--vault", "copy")
            #expect(copy.exitCode == 1 && copy.errors.contains("the CURRENT password is lost"), "\(copy.text)")
        }
    }

    @Test func `what is not certain is told by every command that reads`() async throws {
        try FileManager.default.removeItem(atPath: place + "/record.json")
        let sealed = try #require(FileManager.default.contents(atPath: place + "/current.age"))
        // As a reset leaves one that was not confirmed.
        let name = "\(place)/29990101T000000Z-0000000000000000.age"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        #expect(FileManager.default.createFile(atPath: name, contents: sealed, attributes: attributes))
        #expect(try await latchkey("verify", "--repair", "--vault", "kept").exitCode == 1)
        for command in [["list"], ["show", "s-1"], ["show", "s-1", "--reveal"], ["export", "--reveal"], ["verify"]] {
            let run = try await CommandRun.latchkey(["vault"] + command + ["--vault", "kept"], folder: folder)
            #expect(run.exitCode == 1, "\(run.text)")
            #expect(run.errors.contains("which password is the current one is not certain\n"), "\(run.text)")
            #expect(run.errors.contains("hint: try those in its history"), "\(run.text)")
        }
        let json = try await latchkey("list", "--json", "--vault", "kept")
        #expect(json.exitCode == 1 && json.output.contains("\"in_doubt\" : true"), "\(json.text)")
    }
}
