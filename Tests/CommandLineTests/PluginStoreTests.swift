import Foundation
import TestSupport
import Testing

/// Passwords that a plugin keeps, as a runbook sees them.
@Suite(.timeLimit(.minutes(1)))
struct PluginStoreTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/shelf", withIntermediateDirectories: true)
        _ = try folder.write(
            "shelf/plugin.lua",
            """
            local kept = {}
            return {
              name = "shelf", version = "1", contract = 1, summary = "Passwords in memory.",
              permissions = { secrets = true },
              secret_store = {
                read = function(server)
                  local found = kept[server.id]
                  if found then return found[1], found[2] end
                end,
                write = function(server, document, revision)
                  kept[server.id] = { document, (revision or 0) + 1 }
                  return true
                end,
              },
            }
            """
        )
    }

    private func run(_ body: String, _ arguments: String...) async throws -> CommandRun {
        let script = """
            local vault, password = require "vault", require "password"
            local server = runbook.inputs { servers = { type = "servers", help = "which servers" } }.servers[1]
            \(body)
            """
        _ = try folder.write("runbook.lua", script)
        return try await CommandRun.latchkey(
            ["run", "runbook.lua", "--simulate", "1", "--plugin", "shelf", "--store", "shelf", "--allow-secrets"]
                + arguments,
            folder: folder
        )
    }

    @Test func `vault get gives back what a plugin keeps, and nobody sees it`() async throws {
        let run = try await run(
            """
            assert(vault.get(server) == nil)
            vault.put(server, "Plain-Pass-1\\n")
            assert(vault.has(server) and tostring(vault.get(server)) == "<secret>")
            password.reset(server)
            print("length", #tostring(vault.get(server)), vault.get(server))
            """
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.text.contains("<secret>"))
        #expect(!run.text.contains("Plain-Pass-1"))
    }

    @Test func `what comes back is turned into text only where the operator allows it`() async throws {
        let body = "vault.put(server, 'Plain-Pass-1')\nprint('it is ' .. vault.get(server):reveal())"
        let refused = try await run(body)
        #expect(refused.exitCode != 0)
        #expect(!refused.text.contains("Plain-Pass-1"))
        #expect(refused.errors.contains("--reveal"), "\(refused.errors)")
        let allowed = try await run(body, "--reveal")
        #expect(allowed.exitCode == 0, "\(allowed.text)")
        #expect(allowed.text.contains("it is Plain-Pass-1"))
        #expect(allowed.text.contains("revealed a secret"))
    }
}
