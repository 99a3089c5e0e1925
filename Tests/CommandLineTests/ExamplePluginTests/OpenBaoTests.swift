import CloudSimulator
import Foundation
import TestSupport
import Testing

/// The example vault-kv as it is meant to be used: single commands, a real cloud's protocol, the real OpenBao.
@Suite(
    .enabled(if: OpenBao.program != nil, "OpenBao is not installed; scripts/conformance does it"),
    .timeLimit(.minutes(1))
)
struct OpenBaoTests {
    /// What the tests work with.
    private struct Setting: Sendable {
        let cloud: SingleCalls
        let vault: VaultService

        /// Runs a command with the plugin.
        func latchkey(_ arguments: [String]) async throws -> CommandRun {
            try await CommandRun.latchkey(
                arguments + cloud.served.options + ["--plugin", ExamplePlugin.path("vault-kv")],
                environment: ["OS_TOKEN": ServedCloud.token],
                folder: cloud.folder
            )
        }
    }

    /// Lends `body` a cloud, an OpenBao, and latchkey.yaml with a token that has the policy of the README.
    private func withVault(
        servers: Int = 2,
        _ body: @escaping @Sendable (Setting) async throws -> Void
    ) async throws {
        try await SingleCalls.withCloud(servers: servers) { cloud in
            try await OpenBao.serving(folder: cloud.folder) { vault in
                let plugin = ExamplePlugin("vault-kv", in: cloud.folder)
                try plugin.configure(vault: vault, token: "runner-token")
                try await vault.makeToken("runner-token", policy: plugin.block("hcl"))
                try await body(Setting(cloud: cloud, vault: vault))
            }
        }
    }

    @Test func `get, clear and reset keep passwords in OpenBao with the policy that the README names`() async throws {
        try await withVault { setting in
            let (cloud, vault) = (setting.cloud, setting.vault)
            let one = ["--server", "win-001"]
            let id = try cloud.server().id
            let initial = try cloud.server().initialPassword

            let early = try await setting.latchkey(["clear", "--yes"] + one)
            #expect(early.exitCode == 2, "\(early.text)")
            #expect(try cloud.server().record != .cleared)

            let get = try await setting.latchkey(["get", "--key", cloud.key] + one)
            #expect(get.exitCode == 0, "\(get.text)")
            let first = try await vault.secret(of: id)
            #expect(first.data["password"] == initial)
            #expect(first.metadata.version == 1)

            let clear = try await setting.latchkey(["clear", "--yes"] + one)
            #expect(clear.exitCode == 0, "\(clear.text)")
            #expect(try cloud.server().record == .cleared)

            let reset = try await setting.latchkey(["reset", "--yes", "--restart", "soft"] + one)
            #expect(reset.exitCode == 0, "\(reset.text)")
            let newest = try cloud.server().password
            let last = try await vault.secret(of: id)
            #expect(newest != initial && last.data["password"] == newest)
            #expect(try last.passwords() == [newest, initial])

            for run in [early, get, clear, reset] {
                for secret in cloud.served.secrets + ["runner-token"] { #expect(!run.text.contains(secret)) }
            }
            // Nothing went to the built-in vault beside it.
            let builtIn = cloud.folder.path + "/.local/share/latchkey/vault"
            #expect(try StoredPasswords(vault: builtIn, server: id) == nil)
        }
    }

    @Test func `two commands at once on the same servers lose no password`() async throws {
        try await withVault(servers: 3) { setting in
            let (cloud, vault) = (setting.cloud, setting.vault)
            let names = ["win-001", "win-002", "win-003"]
            for _ in 0..<3 {
                async let one = setting.latchkey(["reset", "--yes"] + names.flatMap { ["--server", $0] })
                async let two = setting.latchkey(
                    ["reset", "--yes"] + names.reversed().flatMap { ["--server", $0] }
                )
                let runs = try await [one, two]
                #expect(runs.map(\.exitCode) == [0, 0], "\(runs.map(\.text))")
            }
            for name in names {
                let server = try cloud.server(name)
                let kept = try await vault.secret(of: server.id)
                #expect(try kept.passwords().contains(#require(server.pendingPassword)))
                #expect(try Set(kept.passwords()).count == 6, "a reset has lost what another had stored")
            }
        }
    }

    @Test func `somebody else's write between reading and writing is not undone`() async throws {
        try await withVault(servers: 1) { setting in
            let (cloud, vault) = (setting.cloud, setting.vault)
            let id = try cloud.server().id
            #expect(try await setting.latchkey(["reset", "--yes", "--server", "win-001"]).exitCode == 0)
            let before = try await vault.secret(of: id)
            // The plugin's own write, with the version that it has read and with the one before it.
            let field = try #require(before.data["document"])
            let stale = try JSONSerialization.data(withJSONObject: ["options": ["cas": 0], "data": ["document": field]])
            let refusal = await #expect(throws: StandIn.Failure.self) {
                try await vault.ask("secret/data/latchkey/\(id)", "PUT", String(decoding: stale, as: UTF8.self))
            }
            // The words that the plugin tells a conflict by.
            #expect(refusal?.text.contains("400") == true && refusal?.text.contains("did not match") == true)
            #expect(try await vault.secret(of: id).metadata.version == before.metadata.version)
        }
    }

    @Test func `vault-kv keeps what every plugin and every store keeps`() async throws {
        let folder = try TemporaryFolder()
        try await OpenBao.serving(folder: folder) { vault in
            let token = try folder.write("token", "root-token\n")
            let run = try await CommandRun.latchkey(
                [
                    "plugin", "test", ExamplePlugin.path("vault-kv"), "--option", "address=\(vault.address)",
                    "--secret-option", "token=\(token)", "--allow-host", vault.address, "--allow-secrets",
                    "--store-server", "trial",
                ],
                folder: folder
            )
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.output.contains(" 0 failed, "), "\(run.text)")
            #expect(run.output.split(separator: "\n").count { $0.hasPrefix("ok      secret-store") } >= 16)
        }
    }

    @Test func `a server ends with the test, also with one that fails`() async throws {
        let folder = try TemporaryFolder()
        var address = ""
        await #expect(throws: CancellationError.self) {
            try await OpenBao.serving(folder: folder) { vault in
                address = vault.address
                throw CancellationError()
            }
        }
        let gone = VaultService(address: address, folder: folder)
        let refusal = await #expect(throws: StandIn.Failure.self) { try await gone.ask("sys/health") }
        #expect(refusal?.text.contains("Connection refused") == true)
    }
}
