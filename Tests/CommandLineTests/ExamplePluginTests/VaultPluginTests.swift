import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct VaultPluginTests {
    struct Answer: Decodable {
        struct Outer: Decodable {
            struct Metadata: Decodable { var version: Int }
            var data: [String: String]
            var metadata: Metadata
        }
        var data: Outer
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Lends `body` a Vault, and the plugin that is set up for it.
    private func withVault(
        token: String = "root-token",
        _ replacements: KeyValuePairs<String, String> = [:],
        _ body: (StandIn, ExamplePlugin) async throws -> Void
    ) async throws {
        let folder = folder
        try await StandIn.serving("vault.py", folder: folder) { vault in
            let plugin = ExamplePlugin("vault-kv", in: folder)
            try plugin.configure([
                "https://vault.example.com:8200": vault.address, "vault.example.com:8200": vault.address,
                "{ env: VAULT_TOKEN }": "{ file: vault-token }",
            ])
            if let (example, replacement) = replacements.first {
                let file = folder.path + "/latchkey.yaml"
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(text.contains(example))
                _ = try folder.write("latchkey.yaml", text.replacing(example, with: replacement))
            }
            _ = try folder.write("vault-token", token + "\n")
            try await body(vault, plugin)
        }
    }

    /// Asks Vault itself.
    private func ask(_ vault: StandIn, _ path: String, method: String = "GET", body: String = "") async throws -> Data {
        let curl = try RunningCommand(
            "/usr/bin/python3",
            [
                "-c",
                """
                import sys, urllib.request
                request = urllib.request.Request(sys.argv[1], sys.argv[3].encode() or None, {"X-Vault-Token": "root-token"})
                request.method = sys.argv[2]
                print(urllib.request.urlopen(request).read().decode())
                """, "\(vault.address)/v1/\(path)", method, body,
            ],
            environment: [:],
            folder: folder
        )
        let ended = await curl.ended()
        #expect(ended.exitCode == 0, "\(ended.errors)")
        return Data(ended.output.utf8)
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

    @Test func `passwords are kept in Vault, where people find the current one`() async throws {
        try await withVault { vault, plugin in
            let first = try await plugin.run(Self.put("First-Pass-1", "Second-Pass-2"))
            #expect(first.exitCode == 0, "\(first.text)")
            let path = "secret/data/latchkey/" + (try id(first))
            let answer = try JSONDecoder().decode(Answer.self, from: try await ask(vault, path))
            #expect(answer.data.data["password"] == "Second-Pass-2")
            #expect(answer.data.data["document"]?.contains("First-Pass-1") == true)
            #expect(answer.data.metadata.version == 2)
            let reset = try await plugin.run(ExamplePlugin.reset)
            #expect(reset.exitCode == 0, "\(reset.text)")
            let later = try JSONDecoder().decode(Answer.self, from: try await ask(vault, path))
            #expect(later.data.metadata.version == 4)
            let password = try #require(later.data.data["password"])
            #expect(password.count > 10 && password != "Second-Pass-2")
            #expect(later.data.data["document"]?.contains("First-Pass-1") == true)
            for text in [password, "root-token", "revealed a secret"] {
                #expect(!(first.text + reset.text).contains(text))
            }
        }
    }

    @Test func `runs at the same time lose none of one another's passwords`() async throws {
        try await withVault { vault, plugin in
            async let one = plugin.run(Self.put("A-1", "A-2", "A-3", "A-4", "A-5", "A-6"))
            async let two = plugin.run(Self.put("B-1", "B-2", "B-3", "B-4", "B-5", "B-6"))
            let runs = try await [one, two]
            #expect(runs.map(\.exitCode) == [0, 0], "\(runs.map(\.text))")
            let data = try await ask(vault, "secret/data/latchkey/" + (try id(runs[0])))
            let document = try JSONDecoder().decode(Answer.self, from: data).data.data["document"] ?? ""
            for name in ["A", "B"] {
                for number in 1...6 { #expect(document.contains("\"\(name)-\(number)\"")) }
            }
        }
    }

    @Test(arguments: [
        ("wrong-token", "mount: secret", "mount: secret", "is the token valid still"),
        ("root-token", "mount: secret", "mount: nowhere", "there is no KV engine of version 2 at nowhere/"),
        ("root-token", "mount: secret", "mount: old", "there is no KV engine of version 2 at old/"),
        ("root-token", "# namespace: team", "namespace: other", "check the options mount and namespace"),
    ])
    func `what is set up wrongly is told before anything is done`(
        token: String,
        example: String,
        replacement: String,
        expected: String
    ) async throws {
        try await withVault(token: token, [example: replacement]) { _, plugin in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode != 0)
            #expect(run.errors.contains("plugin \"vault-kv\": "))
            #expect(run.errors.contains(expected), "\(run.errors)")
            #expect(!run.errors.contains("win-001"))
        }
    }

    @Test func `a namespace is a Vault of its own`() async throws {
        try await withVault(["# namespace: team": "namespace: team"]) { vault, plugin in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode == 0, "\(run.text)")
        }
    }

    @Test func `a token that may only read stops a reset before it is sent`() async throws {
        try await withVault(token: "reader-token") { _, plugin in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode == 2)
            #expect(run.errors.contains("writing failed: Vault does not allow it"))
            #expect(!run.errors.contains("reset sent"))
        }
    }

    @Test func `a sealed Vault says so at once`() async throws {
        try await withVault { vault, plugin in
            _ = try await ask(vault, "sys/seal", method: "PUT")
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode != 0)
            #expect(run.errors.contains("Vault is sealed: somebody has to unseal it first"))
        }
    }

    @Test func `a secret that was deleted, or is somebody else's, is not written over`() async throws {
        try await withVault { vault, plugin in
            let first = try await plugin.run(Self.put("First-Pass-1"))
            let path = "secret/data/latchkey/" + (try id(first))
            _ = try await ask(vault, path, method: "DELETE")
            let deleted = try await plugin.run(ExamplePlugin.reset)
            #expect(deleted.exitCode == 2)
            #expect(deleted.errors.contains("was deleted: get it back with vault kv undelete -versions=1"))
            _ = try await ask(vault, path, method: "PUT", body: "{\"data\":{\"password\":\"by hand\"}}")
            let foreign = try await plugin.run(ExamplePlugin.reset)
            #expect(foreign.exitCode == 2)
            #expect(foreign.errors.contains("was not written by Latchkey"))
        }
    }
}
