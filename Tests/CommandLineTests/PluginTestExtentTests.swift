import Foundation
import PluginHost
import TestSupport
import Testing

/// What `latchkey plugin test` tries of a plugin, and what it leaves out.
@Suite(.timeLimit(.minutes(1)))
struct PluginTestExtentTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(arguments, folder: folder)
    }

    @Test func `a secret store is tried only for the servers that are named`() async throws {
        try write(
            """
            permissions = { secrets = true },
            options = { folder = { type = "string", help = "where they are", optional = true } },
            provision = function(options)
              folder = options.folder
              for _, name in ipairs(folder and fs.list(folder) or {}) do
                local id, revision = name:match("^(.*)%.(%d+)$")
                revision = tonumber(revision)
                if not kept[id] or kept[id][2] < revision then
                  kept[id] = { fs.read(folder .. "/" .. name), revision }
                end
              end
            end,
            secret_store = {
              read = function(server) local found = kept[server.id] if found then return found[1], found[2] end end,
              write = function(server, document, revision)
                assert(server.id:find("^lab%-"), "not a server of the lab")
                local found = kept[server.id]
                if (found and found[2]) ~= revision then return false end
                local next = (revision or 0) + 1
                kept[server.id] = { document, next }
                if folder then fs.write(("%s/%s.%d"):format(folder, server.id, next), document:reveal()) end
                return true
              end,
            },
            """,
            top: "local fs = require 'fs' local folder"
        )
        func tried(_ arguments: String...) async throws -> CommandRun {
            try await CommandRun.latchkey(["plugin", "test", "bad", "--allow-secrets"] + arguments, folder: folder)
        }
        func count(_ run: CommandRun, _ word: String) -> Int {
            run.output.split(separator: "\n").count { $0.hasPrefix("\(word)  secret-store") }
        }
        let alone = try await tried()
        #expect(alone.exitCode == 0, "\(alone.text)")
        #expect(alone.output.contains("skipped secret-store"))
        try FileManager.default.createDirectory(atPath: folder.path + "/kept", withIntermediateDirectories: true)
        let kept = try await tried("--store-server", "lab", "--option", "folder=kept", "--allow-path", "kept")
        #expect(kept.exitCode == 0, "\(kept.text)")
        #expect(count(kept, "ok    ") == StoreRule.all.count + 1)
        let forgotten = try await tried("--store-server", "lab")
        #expect(forgotten.exitCode == 1)
        #expect(count(forgotten, "ok    ") == StoreRule.all.count && count(forgotten, "failed") == 1)
        #expect(forgotten.output.contains("once the plugin was ended and loaded anew"))
        let other = try await tried("--store-server", "prod")
        #expect(other.exitCode == 1)
        #expect(other.output.contains("not a server of the lab"))
    }

    @Test func `where nothing may be called, the author is told what would have to be there`() async throws {
        try write(
            """
            modules = { deaf = { summary = "Hears nothing.", functions = {
              swallow = { summary = "Works.", effect = "once", run = function() end },
            } } },
            """
        )
        let run = try await latchkey("plugin", "test", "bad")
        #expect(run.exitCode == 0, "\(run.text)")
        for check in ["permissions", "secrets", "cancellation", "concurrency"] {
            let line = run.output.split(separator: "\n").first { $0.hasPrefix("skipped \(check) ") }
            #expect(line?.contains("(there is nothing that may be called") == true, "\(run.output)")
        }
        // Once is enough.
        #expect(run.output.components(separatedBy: "not called: deaf.swallow (its effect is \"once\")").count == 2)
        let document = try await latchkey("plugin", "test", "bad", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(document.output.utf8)) as? [String: Any]
        let checks = object?["checks"] as? [[String: String]] ?? []
        let untried = checks.filter { $0["reason"]?.hasPrefix("there is nothing that may be called") == true }
        #expect(untried.map { $0["name"] } == ["permissions", "secrets", "cancellation", "concurrency"])
        #expect(untried.allSatisfy { $0["result"] == "skipped" && $0["hint"]?.contains("deaf.swallow") == true })
    }

    private func write(_ fields: String, top: String = "") throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/bad", withIntermediateDirectories: true)
        _ = try folder.write(
            "bad/plugin.lua",
            "local kept = {} \(top)\nreturn { name = \"bad\", version = \"1\", contract = 1, summary = \"Bad.\", \(fields) }"
        )
    }
}
