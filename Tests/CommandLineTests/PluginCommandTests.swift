import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct PluginCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/plugins/guard",
            withIntermediateDirectories: true
        )
        try write(permissions: "")
        _ = try folder.write("greet.lua", "print(require('guard').greet())")
    }

    private func write(permissions: String) throws {
        _ = try folder.write(
            "plugins/guard/plugin.lua",
            """
            return {
              name = "guard", version = "1.0.0", contract = 1, summary = "Says no to resets.",
              permissions = { \(permissions) },
              modules = { guard = { summary = "Greetings.", functions = {
                greet = { summary = "Greets.", effect = "read", returns = { type = "string", help = "a greeting" },
                  run = function() return "good day" end } } } },
              before = function(operation)
                if operation.operation == "password.reset" then error("no resets today") end
              end,
            }
            """
        )
    }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(arguments, folder: folder)
    }

    @Test func `a plugin that nobody has accepted is not used, and said so`() async throws {
        let run = try await latchkey("run", "greet.lua", "--simulate")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains(#"plugin "guard" in "#) && run.errors.contains("nobody has accepted it"))
        let list = try await latchkey("plugin", "list")
        #expect(list.output.contains("has not been accepted"))
    }

    @Test func `an accepted plugin is used, by runbooks and by the commands, until it changes`() async throws {
        let refused = try await latchkey("plugin", "grant", "guard")
        #expect(refused.exitCode == 64)
        #expect(try await latchkey("plugin", "grant", "guard", "--yes").exitCode == 0)
        #expect(try await latchkey("plugin", "list").output.contains("used"))
        let run = try await latchkey("run", "greet.lua", "--simulate")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.text.contains("good day"))
        #expect(try await latchkey("check", "greet.lua").exitCode == 0)
        #expect(try await latchkey("docs", "guard.greet").output.contains("a greeting"))

        try write(permissions: #"hosts = { "hooks.example.com" }"#)
        let changed = try await latchkey("run", "greet.lua", "--simulate")
        #expect(changed.exitCode != 0)
        #expect(changed.errors.contains(#"plugin "guard" has changed since version 1.0.0 was accepted"#))
        #expect(try await latchkey("plugin", "show", "guard").output.contains("host hooks.example.com"))
        #expect(try await latchkey("plugin", "grant", "guard", "--yes").exitCode == 0)
        #expect(
            try String(contentsOfFile: folder.path + "/latchkey.yaml", encoding: .utf8).contains("hooks.example.com")
        )
        #expect(try await latchkey("run", "greet.lua", "--simulate").exitCode == 0)
    }

    @Test func `what a plugin asks for must be granted, by the flags too`() async throws {
        try write(permissions: #"hosts = { "hooks.example.com" }"#)
        let arguments = ["run", "greet.lua", "--simulate", "--plugin", "plugins/guard"]
        let refused = try await CommandRun.latchkey(arguments, folder: folder)
        #expect(refused.exitCode != 0)
        #expect(refused.errors.contains("asks for what it has not been granted: host hooks.example.com"))
        let granted = try await CommandRun.latchkey(arguments + ["--allow-host", "hooks.example.com"], folder: folder)
        #expect(granted.exitCode == 0, "\(granted.text)")
    }

    @Test func `a hook forbids`() async throws {
        _ = try folder.write(
            "reset.lua",
            """
            local input = runbook.inputs { servers = { type = "servers", help = "which" } }
            require("fleet").each(input.servers, function(s) require("password").reset(s) end)
            """
        )
        let run = try await latchkey("run", "reset.lua", "--simulate", "1", "--plugin", "plugins/guard")
        #expect(run.exitCode == 2, "\(run.text)")
        #expect(run.output.contains("no resets today"))
    }

    @Test func `a grant leaves the rest of the project's file as it is`() async throws {
        _ = try folder.write("latchkey.yaml", "# ours\nstore: kv  # later\nplugins:\n  kv:\n    path: plugins/guard\n")
        try write(permissions: "secrets = true")
        let misnamed = try await latchkey("plugin", "grant", "kv", "--yes")
        #expect(misnamed.exitCode != 0)
        _ = try folder.write("latchkey.yaml", "# ours\nplugins: {}\n")
        let left = try await latchkey("plugin", "grant", "guard", "--yes")
        #expect(left.exitCode == 64)
        #expect(left.errors.contains("write there what it asks for"))
        _ = try folder.write("latchkey.yaml", "# ours\nplugins:\n# none yet\n")
        #expect(try await latchkey("plugin", "grant", "guard", "--yes").exitCode == 0)
        let text = try String(contentsOfFile: folder.path + "/latchkey.yaml", encoding: .utf8)
        #expect(text == "# ours\nplugins:\n  guard:\n    grant:\n      secrets: true\n# none yet\n")
    }

    @Test func `a misspelt name gets a suggestion`() async throws {
        let run = try await latchkey("plugin", "show", "gaurd")
        #expect(run.exitCode != 0)
        #expect(run.errors.contains(#"there is no plugin "gaurd"; did you mean "guard"?"#))
    }

    @Test func `--json is one document`() async throws {
        struct Document: Decodable {
            struct Entry: Decodable {
                var name: String
                var used: Bool
                var reason: String?
                var sha256: String
            }
            var plugins: [Entry]
        }
        let run = try await latchkey("plugin", "list", "--json")
        let entry = try #require(try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).plugins.first)
        #expect(entry.name == "guard" && !entry.used && entry.sha256.count == 64)
        #expect(entry.reason?.contains("accepted") == true)
    }
}
