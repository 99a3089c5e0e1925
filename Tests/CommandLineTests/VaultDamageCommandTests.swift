import Foundation
import TestSupport
import Testing

/// `latchkey vault` on a vault in which something is wrong.
@Suite(.timeLimit(.minutes(2)))
struct VaultDamageCommandTests {
    private let folder: TemporaryFolder
    private let vault: String

    init() async throws {
        folder = try TemporaryFolder()
        vault = folder.path + "/kept"
        try TestVault.make(at: vault)
        try TestVault.writeIdentity(to: folder.path + "/.config/latchkey/identity.txt")
        let script = """
            local vault = require "vault"
            for _, id in ipairs { "s-1", "s-2" } do vault.put(id, "Earlier-" .. id) vault.put(id, "Current-" .. id) end
            """
        _ = try folder.write("put.lua", script)
        #expect(try await run().exitCode == 0)
    }

    private func run(_ arguments: String...) async throws -> CommandRun {
        let simulated = ["run", "put.lua", "--simulate", "1", "--vault", "kept"]
        return try await CommandRun.latchkey(simulated + arguments, folder: folder)
    }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(["vault"] + arguments + ["--vault", "kept"], folder: folder)
    }

    /// Runs a command that an error advises.
    private func advised(_ run: CommandRun, from start: String) async throws -> CommandRun {
        let text = try #require(run.errors.split(separator: start).dropFirst().first).prefix { $0 != ";" && $0 != "\n" }
        let words = text.split(separator: " ").map { String($0).replacing("'", with: "") }
        return try await CommandRun.latchkey(words, folder: folder)
    }

    private func rows(_ run: CommandRun) -> [[String]] {
        run.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
    }

    private func current(_ id: String) throws -> String {
        let link = "\(vault)/servers/\(id)/current.age"
        return try "\(vault)/servers/\(id)/" + FileManager.default.destinationOfSymbolicLink(atPath: link)
    }

    @Test func `a damaged record is listed as such, and the other server shown`() async throws {
        try Data("{".utf8).write(to: URL(fileURLWithPath: vault + "/servers/s-1/record.json"))
        let list = try await latchkey("list")
        #expect(list.exitCode == 1, "\(list.text)")
        #expect(rows(list).map { $0[0] } == ["s-1", "s-2"])
        #expect(rows(list)[0] == ["s-1", "-", "damaged", "-", "-"] && rows(list)[1][4] == "1")
        #expect(list.errors.hasPrefix("error: s-1: its record is damaged: \(vault)/servers/s-1/record.json\nhint: "))
        let json = try await latchkey("list", "--json")
        #expect(json.exitCode == 1 && json.output.contains("\"unreadable\" : ["), "\(json.text)")
        let shown = try await latchkey("show", "s-2", "--reveal")
        #expect(shown.exitCode == 0 && shown.output == "Current-s-2\n" && shown.errors.isEmpty, "\(shown.text)")
        let damaged = try await latchkey("show", "s-1", "--reveal")
        #expect(damaged.exitCode == 64 && damaged.output.isEmpty, "\(damaged.text)")
        #expect(damaged.errors.contains("its record is damaged: "))
        let verified = try await latchkey("verify")
        #expect(verified.exitCode == 1 && verified.errors.contains("hint: "), "\(verified.text)")
        // What is advised is done, and says what is lost.
        let repaired = try await advised(damaged, from: "from the files with: latchkey ")
        #expect(repaired.exitCode == 0 && repaired.errors.contains("lost are the server's name"), "\(repaired.text)")
        let after = try await latchkey("show", "s-1")
        #expect(after.exitCode == 0 && after.output.contains("  found  "), "\(after.text)")
        #expect(try await latchkey("list").exitCode == 0)
        #expect(try await latchkey("show", "s-1", "--reveal").output == "Current-s-1\n")
    }

    @Test func `a record that is gone leaves no server out, and verify alone makes none up`() async throws {
        try FileManager.default.removeItem(atPath: vault + "/servers/s-1/record.json")
        for command in [["list"], ["verify"]] {
            let run = try await CommandRun.latchkey(["vault"] + command + ["--vault", "kept"], folder: folder)
            #expect(run.exitCode == 1 && run.errors.contains("s-1: its record is missing beside 2 "), "\(run.text)")
        }
        #expect(!FileManager.default.fileExists(atPath: vault + "/servers/s-1/record.json"))
    }

    @Test func `a lost password is told by every command, until it is restored or replaced`() async throws {
        let file = try current("s-1")
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        try Data("age".utf8).write(to: URL(fileURLWithPath: file))
        let repaired = try await latchkey("verify", "--repair")
        #expect(repaired.exitCode == 1, "\(repaired.text)")
        #expect(repaired.errors.contains("error: s-1: the CURRENT password is lost: "))
        let list = try await latchkey("list")
        #expect(list.exitCode == 1 && rows(list)[0][2] == "damaged", "\(list.text)")
        #expect(list.errors.contains("error: s-1: the CURRENT password is lost, its file is damaged: servers/s-1/"))
        let shown = try await latchkey("show", "s-1")
        #expect(shown.exitCode == 1 && shown.output.contains("damaged  "), "\(shown.text)")
        let json = try await latchkey("show", "s-1", "--json")
        #expect(json.exitCode == 1 && json.output.contains("\"was\" : \"current\""), "\(json.text)")
        let none = try await latchkey("show", "s-1", "--reveal")
        #expect(none.exitCode == 64 && none.output.isEmpty, "\(none.text)")
        #expect(none.errors.contains("the CURRENT password is lost"))
        let others = try await advised(none, from: "or try the others: latchkey ")
        #expect(others.output == "Earlier-s-1\n", "\(others.text)")
        try whole.write(to: URL(fileURLWithPath: file))
        let restored = try await advised(none, from: "from a backup, and then: latchkey ")
        #expect(restored.exitCode == 0, "\(restored.text)")
        let well = try await latchkey("show", "s-1", "--reveal")
        #expect(well.exitCode == 0 && well.output == "Current-s-1\n" && well.errors.isEmpty, "\(well.text)")
    }

    @Test func `an identity that fits nothing is an error of verify`() async throws {
        let made = try await CommandRun.latchkey(
            ["vault", "init", "--vault", "other", "--identity", "stranger.txt"],
            folder: folder
        )
        #expect(made.exitCode == 0, "\(made.text)")
        let run = try await latchkey("verify", "--identity", "stranger.txt")
        #expect(run.exitCode == 1, "\(run.text)")
        #expect(run.errors.contains("error: the identity \(folder.path)/stranger.txt opens none of the 4 passwords"))
        #expect(run.errors.contains("hint: give the identity file that fits with --identity"))
        #expect(run.output == "2 servers, 4 passwords, 0 decrypted, 1 damaged, 0 mended\n")
    }

    @Test func `an identity that others may read stops only what reads with it`() async throws {
        let identity = folder.path + "/.config/latchkey/identity.txt"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: identity)
        let fault = "the identity file is open to other users: \(identity)"
        let hint = "hint: close it with: chmod 600 '\(identity)'"
        for command in [["list"], ["show", "s-1"]] {
            let run = try await CommandRun.latchkey(["vault"] + command + ["--vault", "kept"], folder: folder)
            #expect(run.exitCode == 0 && run.errors.isEmpty, "\(run.text)")
        }
        let stored = try await run()
        #expect(stored.exitCode == 0 && stored.errors.contains("warning: \(fault)"), "\(stored.text)")
        #expect(stored.errors.contains(hint))
        for command in [["show", "s-1", "--reveal"], ["verify"], ["export", "--reveal"]] {
            let run = try await CommandRun.latchkey(["vault"] + command + ["--vault", "kept"], folder: folder)
            #expect(run.exitCode == 64 && run.output.isEmpty, "\(run.text)")
            #expect(run.errors.contains(fault) && run.errors.contains(hint), "\(run.text)")
        }
        // One that the very command names is wanted for something.
        let named = try await run("--identity", identity)
        #expect(named.exitCode == 64 && named.errors.contains("error: \(fault)"), "\(named.text)")
    }
}
