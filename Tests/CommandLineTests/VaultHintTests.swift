import Foundation
import TestSupport
import Testing

/// What `latchkey vault` advises, and what it says of a project whose passwords go elsewhere.
@Suite(.timeLimit(.minutes(2)))
struct VaultHintTests {
    private let folder: TemporaryFolder
    private let vault: String

    init() async throws {
        folder = try TemporaryFolder()
        vault = folder.path + "/kept"
        try TestVault.make(at: vault)
        try TestVault.writeIdentity(to: folder.path + "/.config/latchkey/identity.txt")
        _ = try folder.write("put.lua", "require('vault').put('s-1', 'Kept-Pass-1')")
        let run = try await latchkey("run", "put.lua", "--simulate", "1")
        #expect(run.exitCode == 0, "\(run.text)")
    }

    private func latchkey(_ arguments: String..., vault: String = "kept") async throws -> CommandRun {
        try await CommandRun.latchkey(arguments + ["--vault", vault], folder: folder)
    }

    @Test func `a vault without its recipients is read, and nothing is stored in it`() async throws {
        try FileManager.default.removeItem(atPath: vault + "/.age-recipients")
        let hint = "hint: put the file \(vault)/.age-recipients back, with the recipient's line: age1..."
        let shown = try await latchkey("vault", "show", "s-1", "--reveal")
        #expect(shown.exitCode == 0 && shown.output == "Kept-Pass-1\n", "\(shown.text)")
        #expect(shown.errors.hasPrefix("warning: ") && shown.errors.contains(hint), "\(shown.text)")
        let list = try await latchkey("vault", "list")
        #expect(list.exitCode == 0 && list.errors.contains(hint), "\(list.text)")
        let stored = try await latchkey("run", "put.lua", "--simulate", "1")
        #expect(stored.exitCode == 64 && stored.errors.contains(hint), "\(stored.text)")
        let verified = try await latchkey("vault", "verify")
        #expect(verified.exitCode == 1 && verified.errors.contains(hint), "\(verified.text)")
        let made = try await latchkey("vault", "init")
        #expect(made.exitCode == 64 && made.errors.contains(hint), "\(made.text)")
        _ = try folder.write("kept/.age-recipients", TestVault.recipientText() + "\n")
        #expect(try await latchkey("vault", "verify").exitCode == 0)
    }

    @Test func `hints name the vault that they are about, and lead on`() async throws {
        let recipient = try TestVault.recipientText()
        let copies = ["vault", "export", "--to", "copy", "--recipient", recipient, "--vault", "kept"]
        let first = try await CommandRun.latchkey(copies, folder: folder)
        #expect(first.exitCode == 0 && first.output == "1 password stored in the vault copy\n", "\(first.text)")
        let second = try await CommandRun.latchkey(copies, folder: folder)
        #expect(second.exitCode == 64 && second.errors.contains("latchkey vault list --vault 'copy'"), "\(second.text)")
        _ = try folder.write("file", "")
        for command in ["init", "list"] {
            let run = try await latchkey("vault", command, vault: "file")
            #expect(run.exitCode == 64 && run.errors.contains("the folder is a file, not a folder"), "\(run.text)")
            #expect(run.errors.contains("hint: choose another folder with --vault"))
        }
        let unknown = try await latchkey("vault", "show", "nobody")
        #expect(unknown.errors.contains("latchkey vault list --vault 'kept'"), "\(unknown.text)")
        let pending = try await latchkey("vault", "show", "s-1", "--pending")
        #expect(pending.errors.contains("latchkey vault show 's-1' --vault 'kept'"), "\(pending.text)")
        let link = vault + "/servers/s-1/current.age"
        let file = try FileManager.default.destinationOfSymbolicLink(atPath: link)
        try FileManager.default.removeItem(atPath: vault + "/servers/s-1/" + file)
        for command in [["show", "s-1"], ["show", "s-1", "--reveal"], ["verify"]] {
            let run = try await CommandRun.latchkey(["vault"] + command + ["--vault", "kept"], folder: folder)
            #expect(run.exitCode != 0 && run.errors.contains("hint: restore it from a backup"), "\(run.text)")
            #expect(run.errors.contains("latchkey vault verify --repair --vault 'kept'"), "\(run.text)")
        }
    }

    @Test func `what may not be read is told with what to look at`() async throws {
        // An administrator may read anyway, unless that is taken from him.
        let isAdministrator = geteuid() == 0
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: vault)
        let program = "\(CommandRun.productFolder)/latchkey"
        let list = ["vault", "list", "--vault", "kept"]
        let run = try await RunningCommand(
            isAdministrator ? "/usr/bin/setpriv" : program,
            (isAdministrator ? ["--bounding-set=-dac_override,-dac_read_search", program] : []) + list,
            environment: [:],
            folder: folder
        ).ended()
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: vault)
        #expect(
            run.exitCode == 64 && run.errors.contains("the folder cannot be read: permission denied"),
            "\(run.text)"
        )
        #expect(run.errors.contains("ls -ld '\(vault)'") && !run.errors.contains("verify"), "\(run.text)")
    }

    @Test func `where new passwords go to a plugin, show says since when the vault's may be stale`() async throws {
        _ = try folder.write("latchkey.yaml", "store: shelf\n")
        let shown = try await latchkey("vault", "show", "s-1", "--reveal")
        #expect(shown.exitCode == 0 && shown.output == "Kept-Pass-1\n", "\(shown.text)")
        #expect(shown.errors.hasPrefix("note: new passwords of this project go to the store of the plugin \"shelf\""))
        #expect(shown.errors.contains(#/what the vault holds is of \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#), "\(shown.text)")
        for text in ["store: [\n", "stoer: shelf\n", "- a\n"] {
            _ = try folder.write("latchkey.yaml", text)
            let broken = try await latchkey("vault", "show", "s-1", "--reveal")
            #expect(broken.exitCode == 0 && broken.output == "Kept-Pass-1\n", "\(broken.text)")
            #expect(broken.errors.hasPrefix("note: ") && broken.errors.contains("latchkey.yaml"), "\(broken.text)")
        }
    }
}
