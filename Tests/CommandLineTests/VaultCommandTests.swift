import CloudSimulator
import Foundation
import TestSupport
import Testing

/// `latchkey vault`, used as it is meant.
@Suite(.timeLimit(.minutes(2)))
struct VaultCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func latchkey(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandRun {
        try await CommandRun.latchkey(arguments, environment: environment, folder: folder)
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.posixPermissions] as? Int
    }

    @Test func `init makes a vault and an identity, says so, and overwrites nothing`() async throws {
        let run = try await latchkey("vault", "init")
        #expect(run.exitCode == 0, "\(run.text)")
        let vault = folder.path + "/.local/share/latchkey/vault"
        let identity = folder.path + "/.config/latchkey/identity.txt"
        let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.count == 3 && rows[0] == ["vault", vault] && rows[1] == ["identity", identity])
        #expect(rows[2].first == "recipient" && rows[2].last?.hasPrefix("age1") == true)
        #expect(run.errors.contains("Back up \(identity) now"))
        #expect(!run.text.contains("AGE-SECRET-KEY"))
        #expect(try mode(".config/latchkey/identity.txt") == 0o600)
        #expect(try mode(".local/share/latchkey/vault") == 0o700)
        let again = try await latchkey("vault", "init")
        #expect(again.exitCode == 64 && again.errors.contains("there is one already"))
        let second = try await latchkey("vault", "init", "--vault", "second")
        #expect(second.exitCode == 0 && second.errors.contains("was left as it is"))
    }

    @Test func `a runner that cannot read collects, and whoever has the identity reads`() async throws {
        let identity = folder.path + "/identity.txt"
        try TestVault.writeIdentity(to: identity)
        let recipient = try TestVault.recipientText()
        let made = try await latchkey("vault", "init", "--vault", "kept", "--recipient", recipient)
        #expect(made.exitCode == 0 && made.output.hasSuffix("recipient  \(recipient)\n"), "\(made.text)")
        let folder = folder
        let key = try folder.write("key.pem", TestKeyPair.privateKeyPEM)
        try await ServedCloud.withCloud(servers: 0) { cloud in
            for _ in 0..<2 { cloud.addServer(launchedAt: Date(timeIntervalSinceNow: -3600)) }
        } _: { served in
            func latchkey(_ arguments: String...) async throws -> CommandRun {
                let isCall = ["run", "reset"].contains(arguments.first)
                return try await CommandRun.latchkey(
                    arguments + ["--vault", "kept"]
                        + (isCall ? served.options + ["--server", "win-001", "--server", "win-002"] : []),
                    environment: ["OS_TOKEN": ServedCloud.token],
                    folder: folder,
                    hasVault: false
                )
            }
            let collect = try await latchkey(
                "run",
                CommandRun.example("collect-initial-passwords"),
                "--var",
                "key=\(key)"
            )
            #expect(collect.exitCode == 0, "\(collect.text)")
            let reset = try await latchkey("reset", "--yes")
            #expect(reset.exitCode == 0, "\(reset.text)")
            let server = try #require(served.cloud.withState { $0.servers.first { $0.name == "win-001" } })
            let newest = try #require(server.pendingPassword)

            let list = try await latchkey("vault", "list")
            let rows = list.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(Set(rows.map { $0[1] }) == ["NAME", "win-001", "win-002"])
            #expect(rows.dropFirst().allSatisfy { $0[3] == "-" && $0[4] == "1" })
            let blind = try await latchkey("vault", "show", "win-001", "--reveal")
            #expect(blind.exitCode == 64 && blind.errors.contains("there is no identity to open it with"))
            let shown = try await latchkey("vault", "show", "win-001")
            #expect(shown.exitCode == 0 && shown.output.contains("current") && shown.output.contains("reset"))
            #expect(shown.output.contains("history") && shown.output.contains("initial password"))
            let revealed = try await latchkey("vault", "show", server.id, "--reveal", "--identity", identity)
            #expect(revealed.output == newest + "\n", "\(revealed.text)")
            let earlier = try await latchkey(
                "vault",
                "show",
                "win-001",
                "--reveal",
                "--history",
                "--identity",
                identity
            )
            #expect(earlier.output == server.initialPassword + "\n")
            let none = try await latchkey("vault", "show", "win-001", "--pending")
            #expect(none.exitCode == 64 && none.errors.contains("holds no pending password of win-001"))

            for run in [collect, reset, list, blind, shown] {
                for secret in served.secrets { #expect(!run.text.contains(secret)) }
            }
            let open = try await latchkey("vault", "export", "--reveal", "--identity", identity)
            #expect(open.exitCode == 0 && open.output.contains(newest), "\(open.text)")
            let other = try await latchkey(
                "vault",
                "export",
                "--to",
                "copy",
                "--recipient",
                recipient,
                "--identity",
                identity
            )
            #expect(other.output == "4 passwords stored in the vault copy\n", "\(other.text)")
            #expect(try StoredPasswords(vault: folder.path + "/copy", server: server.id)?.current == newest)
        }
    }

    @Test func `verify tells what is damaged, and ends with 1`() async throws {
        try TestVault.make(at: folder.path + "/kept")
        let script = "require('vault').put('s-1', require('password').generate())"
        _ = try folder.write("put.lua", script)
        for _ in 0..<2 {
            let run = try await latchkey("run", "put.lua", "--simulate", "1", "--vault", "kept")
            #expect(run.exitCode == 0, "\(run.text)")
        }
        let well = try await latchkey("vault", "verify", "--vault", "kept")
        #expect(well.exitCode == 0 && well.output == "1 server, 2 passwords, 2 decrypted, 0 damaged, 0 mended\n")
        let current = folder.path + "/kept/servers/s-1/current.age"
        let file = try FileManager.default.destinationOfSymbolicLink(atPath: current)
        let path = folder.path + "/kept/servers/s-1/\(file)"
        try Data("age".utf8).write(to: URL(fileURLWithPath: path))
        let damaged = try await latchkey("vault", "verify", "--vault", "kept", "--json")
        #expect(damaged.exitCode == 1)
        #expect(damaged.output.contains("\"ok\" : false") && damaged.output.contains("was cut short"))
        let refused = try await latchkey("run", "put.lua", "--simulate", "1", "--vault", "kept")
        #expect(refused.exitCode == 1 && refused.errors.contains(path), "\(refused.text)")
        let repaired = try await latchkey("vault", "verify", "--vault", "kept", "--repair")
        #expect(repaired.exitCode == 1, "\(repaired.text)")
        #expect(repaired.errors.hasPrefix("error: s-1: the CURRENT password is lost: "))
        let run = try await latchkey("run", "put.lua", "--simulate", "1", "--vault", "kept")
        #expect(run.exitCode == 0, "\(run.text)")
    }

    @Test func `--simulate keeps its passwords in a vault that is gone afterwards`() async throws {
        let script = try folder.write(
            "script.lua",
            """
            local vault, password = require "vault", require "password"
            assert(vault.get("s-1") == nil)
            vault.put("s-1", password.generate())
            assert(vault.has("s-1") and tostring(vault.get("s-1")) == "<secret>")
            """
        )
        let run = try await CommandRun.latchkey(["run", script, "--simulate", "1"], folder: folder, hasVault: false)
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix(".") })
    }
}
