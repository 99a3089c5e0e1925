import Foundation
import TestSupport
import Testing

/// The plugin with the stand-in, and with the real OpenBao where it is installed.
@Suite(.timeLimit(.minutes(1)))
struct VaultPluginTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Lends `body` a Vault, and the plugin that is set up for it.
    private func withVault(
        _ kind: VaultService.Kind,
        token: String = "root-token",
        _ replacements: KeyValuePairs<String, String> = [:],
        _ body: (VaultService, ExamplePlugin) async throws -> Void
    ) async throws {
        let folder = folder
        try await VaultService.serving(kind, folder: folder) { vault in
            let plugin = ExamplePlugin("vault-kv", in: folder)
            try plugin.configure(vault: vault, token: token)
            if let (example, replacement) = replacements.first {
                let file = folder.path + "/latchkey.yaml"
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(text.contains(example))
                _ = try folder.write("latchkey.yaml", text.replacing(example, with: replacement))
            }
            try await body(vault, plugin)
        }
    }

    /// Puts passwords, one after the other, for the one server of every simulated cloud of the same seed.
    private static func put(_ passwords: String...) -> String {
        """
        local vault = require "vault"
        local log = require "log"
        local input = runbook.inputs { servers = { type = "servers", help = "which servers" } }
        log.info("the id is " .. input.servers[1].id .. ".")
        for _, password in ipairs { \(passwords.map { "\"\($0)\"" }.joined(separator: ", ")) } do
          vault.put(input.servers[1], password)
        end
        """
    }

    private func id(_ run: CommandRun) throws -> String {
        try String(#require(run.errors.firstMatch(of: #/the id is ([^.]+)\./#)?.1))
    }

    @Test(arguments: VaultService.Kind.installed)
    func `passwords are kept in Vault, where people find the current one`(kind: VaultService.Kind) async throws {
        try await withVault(kind) { vault, plugin in
            let first = try await plugin.run(Self.put("First-Pass-1", "Second-Pass-2"))
            #expect(first.exitCode == 0, "\(first.text)")
            let kept = try await vault.secret(of: id(first))
            #expect(kept.data["password"] == "Second-Pass-2")
            #expect(kept.data["document"]?.contains("First-Pass-1") == true)
            #expect(kept.metadata.version == 2)
            let reset = try await plugin.run(ExamplePlugin.reset)
            #expect(reset.exitCode == 0, "\(reset.text)")
            let later = try await vault.secret(of: id(first))
            #expect(later.metadata.version == 4)
            let password = try #require(later.data["password"])
            #expect(password.count > 10 && password != "Second-Pass-2")
            #expect(later.data["document"]?.contains("First-Pass-1") == true)
            for text in [password, "root-token", "revealed a secret"] {
                #expect(!(first.text + reset.text).contains(text))
            }
        }
    }

    @Test(arguments: VaultService.Kind.installed)
    func `runs at the same time lose none of one another's passwords`(kind: VaultService.Kind) async throws {
        try await withVault(kind) { vault, plugin in
            async let one = plugin.run(Self.put("A-1", "A-2", "A-3", "A-4", "A-5", "A-6"))
            async let two = plugin.run(Self.put("B-1", "B-2", "B-3", "B-4", "B-5", "B-6"))
            let runs = try await [one, two]
            #expect(runs.map(\.exitCode) == [0, 0], "\(runs.map(\.text))")
            let kept = try await vault.secret(of: id(runs[0]))
            let document = kept.data["document"] ?? ""
            for name in ["A", "B"] {
                for number in 1...6 { #expect(document.contains("\"\(name)-\(number)\"")) }
            }
            #expect(kept.metadata.version == 12)
        }
    }

    @Test(
        arguments: VaultService.Kind.installed,
        [
            ("wrong-token", "mount: secret", "mount: secret", "is the token valid still"),
            ("root-token", "mount: secret", "mount: nowhere", "there is no KV engine of version 2 at nowhere/"),
            ("root-token", "mount: secret", "mount: old", "there is no KV engine of version 2 at old/"),
            ("root-token", "# namespace: team", "namespace: other", "check the options mount and namespace"),
        ]
    )
    func `what is set up wrongly is told before anything is done`(
        kind: VaultService.Kind,
        setting: (token: String, example: String, replacement: String, expected: String)
    ) async throws {
        try await withVault(kind, token: setting.token, [setting.example: setting.replacement]) { _, plugin in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode != 0)
            #expect(run.errors.contains("plugin \"vault-kv\": "))
            #expect(run.errors.contains(setting.expected), "\(run.errors)")
            #expect(!run.errors.contains("win-001"))
        }
    }

    @Test(arguments: VaultService.Kind.installed)
    func `a namespace is a Vault of its own`(kind: VaultService.Kind) async throws {
        try await withVault(kind, ["# namespace: team": "namespace: team"]) { vault, plugin in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode == 0, "\(run.text)")
        }
    }

    @Test(arguments: VaultService.Kind.installed)
    func `a token that may only read stops a reset before it is sent`(kind: VaultService.Kind) async throws {
        try await withVault(kind, token: "reader-token") { _, plugin in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode == 2)
            #expect(run.errors.contains("writing failed: Vault does not allow it"))
            #expect(!run.errors.contains("reset sent"))
        }
    }

    @Test(arguments: VaultService.Kind.installed)
    func `a sealed Vault says so at once`(kind: VaultService.Kind) async throws {
        try await withVault(kind) { vault, plugin in
            try await vault.ask("sys/seal", "PUT")
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode != 0)
            #expect(run.errors.contains("Vault is sealed: somebody has to unseal it first"))
        }
    }

    @Test(arguments: VaultService.Kind.installed)
    func `a secret that was deleted, or is somebody else's, is not written over`(kind: VaultService.Kind) async throws {
        try await withVault(kind) { vault, plugin in
            let first = try await plugin.run(Self.put("First-Pass-1"))
            let path = "secret/data/latchkey/" + (try id(first))
            try await vault.ask(path, "DELETE")
            let deleted = try await plugin.run(ExamplePlugin.reset)
            #expect(deleted.exitCode == 2)
            #expect(deleted.errors.contains("was deleted: get it back with vault kv undelete -versions=1"))
            try await vault.ask(path, "PUT", #"{"data":{"password":"by hand"}}"#)
            let foreign = try await plugin.run(ExamplePlugin.reset)
            #expect(foreign.exitCode == 2)
            #expect(foreign.errors.contains("was not written by Latchkey"))
        }
    }
}
