import Foundation
import TestSupport
import Testing

/// Options in the project's file that are tables.
@Suite(.timeLimit(.minutes(2)))
struct PluginOptionTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/plugins/opt", withIntermediateDirectories: true)
        _ = try folder.write(
            "plugins/opt/plugin.lua",
            """
            local given
            return {
              name = "opt", version = "1.0.0", contract = 1, summary = "Takes tables.",
              permissions = { secrets = true },
              options = {
                labels = { type = "table", optional = true, help = "a table" },
                anything = { type = "any", optional = true, help = "any value" },
                token = { type = "secret", optional = true, help = "a secret" },
              },
              provision = function(options) given = options end,
              modules = { opt = { summary = "Tells.", functions = {
                labels = { summary = "Tells.", effect = "read", returns = { type = "string", help = "them" },
                  run = function()
                    return given.labels.file .. " " .. given.anything.env .. " " .. given.token:reveal()
                  end } } } },
            }
            """
        )
        _ = try folder.write("opt.lua", "print(require('opt').labels())")
    }

    private func run(_ options: String) async throws -> CommandRun {
        _ = try folder.write(
            "latchkey.yaml",
            "plugins:\n  opt:\n    options:\n\(options)\n    grant:\n      secrets: true\n"
        )
        _ = try await CommandRun.latchkey(["plugin", "grant", "opt", "--yes"], folder: folder)
        return try await CommandRun.latchkey(
            ["run", "opt.lua", "--simulate"],
            environment: ["OPT_TOKEN": "from outside"],
            folder: folder
        )
    }

    @Test func `a table is a value where a table is wanted, and a reference where a secret is`() async throws {
        let run = try await run(
            "      labels: { file: cabinet }\n      anything: { env: test }\n      token: { env: OPT_TOKEN }"
        )
        #expect(run.exitCode == 0 && run.text.contains("cabinet test "), "\(run.text)")
    }

    @Test func `a table that is no reference is refused where a secret is wanted`() async throws {
        let run = try await run("      token: { fil: x }")
        #expect(run.exitCode == 64, "\(run.text)")
        #expect(run.errors.contains("latchkey.yaml: plugins.opt.options.token: there is no field \"fil\""))
    }
}
