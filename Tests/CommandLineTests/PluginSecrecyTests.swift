import AutomationCore
import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Secrets go to plugins that were granted them, and to no others, and never through arguments or the environment.
@Suite(.timeLimit(.minutes(2)))
struct PluginSecrecyTests {
    private static let secretKey = "planted-secret-key-8Hq2LmVx0"
    private static let accessKey = SimulatedAccessKey(id: "PLANTEDKEY4711", secret: Secret(secretKey))

    /// A cloud that lets in an access key beside the token, and commands that are given all kinds of secrets.
    private static func withCloud(_ body: @escaping @Sendable (SingleCalls) async throws -> Void) async throws {
        try await SingleCalls.withCloud(prepare: { $0.configuration.accessKeys.append(accessKey) }, body)
    }

    /// The variables that hold secrets.
    private static let environment = [
        "HUAWEICLOUD_SDK_AK": accessKey.id, "HUAWEICLOUD_SDK_SK": secretKey,
        "LATCHKEY_KEY_PASSPHRASE": TestKeyPair.passphrase,
    ]

    /// Everything that nobody may see, also in the forms that it has in JSON, in an address and in Base64.
    private static func forms(of secrets: [String]) -> [String] {
        let keys = [TestKeyPair.privateKeyPEM, TestKeyPair.protectedPEM].flatMap { $0.split(separator: "\n") }
            .filter { !$0.hasPrefix("-") && $0.count > 20 }.map(String.init)
        let all =
            secrets + keys + [
                ServedCloud.token, secretKey, TestKeyPair.passphrase, TestVault.identityText,
            ]
        return all.flatMap { secret in
            let data = (try? JSONEncoder().encode([secret])) ?? Data()
            return [
                secret, String(String(decoding: data, as: UTF8.self).dropFirst(2).dropLast(2)),
                secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret,
                Data(secret.utf8).base64EncodedString(),
            ]
        }
    }

    @Test(arguments: WatcherPlugin.Language.allCases)
    func `a plugin without the grant hears of everything and learns no secret`(
        language: WatcherPlugin.Language
    ) async throws {
        try await Self.withCloud { latchkey in
            let watcher = try WatcherPlugin(language, in: latchkey.folder)
            func run(_ arguments: String..., input: String? = nil) async throws {
                let run = try await latchkey(
                    arguments + ["--server", "win-001", "-v"] + watcher.options,
                    input: input,
                    environment: Self.environment
                )
                #expect(run.exitCode == 0, "\(run.text)")
            }
            try await run("get", "--key", latchkey.protectedKey)
            var secrets = latchkey.served.secrets
            try await run("clear", "--yes")
            try await run("reset", "--yes", "--password-file", "-", "--restart", "soft", input: "Planted-Pa55word\n")
            secrets += latchkey.served.secrets
            try await run("reset", "--yes", "--restart", "soft")
            secrets += latchkey.served.secrets

            // It heard of all of it.
            let record = try watcher.record()
            for heard in ["password.clear", "password.reset", "win-001", "before", "after", "event"] {
                #expect(record.contains(heard), "\(heard) in \(record)")
            }
            for form in Self.forms(of: secrets + ["Planted-Pa55word"]) { #expect(!record.contains(form)) }
        }
    }

    /// Tells the test in a file of its own which passwords there were, and offers each to the plugin.
    private static let runbook = """
        local password, vault, key, fs = require "password", require "vault", require "key", require "fs"
        local fleet, watcher, log = require "fleet", require "watcher", require "log"
        local input = runbook.inputs {
          servers = { type = "servers", help = "which" }, key = { type = "file", help = "of the key pair" },
        }
        local private_key = key.load(input.key)
        fleet.each(input.servers, function(server)
          local sealed = password.wait(server)
          local initial = password.decrypt(sealed, private_key)
          vault.put(server, initial)
          password.clear(server)
          local new = password.reset(server, "Planted-Pa55word-" .. server.name)
          log.info("the new one is ", new)
          local made = password.reset(server, { restart = "soft" })
          for _, secret in ipairs { initial, new, made } do
            local ok, err = pcall(watcher.note, secret)
            local nested, other = pcall(watcher.note, { inside = { secret } })
            fs.append("passwords.txt", secret:reveal() .. "\\n")
            for _, result in ipairs { { ok, err }, { nested, other } } do
              assert(not result[1] and result[2].kind == "permission", tostring(result[2]))
            end
          end
          pcall(error, { message = "wrong", secret = new })
          watcher.note("the server " .. server.name)
        end)
        """

    @Test(arguments: WatcherPlugin.Language.allCases)
    func `nor does it learn one from a runbook that offers it`(language: WatcherPlugin.Language) async throws {
        let folder = try TemporaryFolder()
        let watcher = try WatcherPlugin(language, in: folder)
        let script = try folder.write(
            "runbook.lua",
            Self.runbook
        )
        let passwords = try folder.write("passwords.txt", "")
        let run = try await CommandRun.latchkey(
            ["run", script, "--simulate", "3", "--speed", "3000", "--allow-path", passwords, "--reveal", "-v"]
                + watcher.options,
            environment: Self.environment.merging(["OS_TOKEN": ServedCloud.token]) { $1 },
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
        let known = try String(contentsOfFile: passwords, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(known.count == 9)
        let record = try watcher.record()
        #expect(record.contains("the server win-001") && record.contains("password.reset"))
        for form in Self.forms(of: known) { #expect(!record.contains(form), "\(form)") }
    }

    @Test(arguments: WatcherPlugin.Language.allCases)
    func `a plugin that was granted secrets sees the password that it judges, and only there`(
        language: WatcherPlugin.Language
    ) async throws {
        try await Self.withCloud { latchkey in
            let watcher = try WatcherPlugin(language, in: latchkey.folder, judgesPasswords: true)
            let run = try await latchkey(
                ["reset", "--server", "win-001", "--yes", "--password-file", "-"] + watcher.options,
                input: "Planted-Pa55word\n",
                environment: Self.environment
            )
            #expect(run.exitCode == 0, "\(run.text)")
            let lines = try watcher.record().split(separator: "\n").filter { $0.contains("Planted-Pa55word") }
            #expect(!lines.isEmpty)
            #expect(lines.allSatisfy { $0.hasPrefix("policy: ") || $0.contains(#""method":"policy""#) }, "\(lines)")
            let record = try watcher.record()
            for form in Self.forms(of: []) { #expect(!record.contains(form)) }
        }
    }
}
