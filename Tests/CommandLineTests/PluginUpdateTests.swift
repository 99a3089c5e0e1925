import Foundation
import TestSupport
import Testing

/// A plugin that comes in a new version which asks for more.
@Suite(.timeLimit(.minutes(2)))
struct PluginUpdateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/plugins/up", withIntermediateDirectories: true)
        _ = try folder.write("up.lua", "print(require('up').version())")
    }

    private func write(version: String, permissions: String) throws {
        _ = try folder.write(
            "plugins/up/plugin.lua",
            """
            return {
              name = "up", version = "\(version)", contract = 1, summary = "Grows.",
              permissions = { \(permissions) },
              modules = { up = { summary = "Versions.", functions = {
                version = { summary = "Tells.", effect = "read", returns = { type = "string", help = "which" },
                  run = function() return "this is \(version)" end } } } },
            }
            """
        )
    }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(arguments, folder: folder)
    }

    private var project: String {
        get throws { try String(contentsOfFile: folder.path + "/latchkey.yaml", encoding: .utf8) }
    }

    @Test(arguments: [
        (#"hosts = { "a.example", "b.example" }"#, #"      hosts: ["a.example", "b.example"]"#),
        (
            #"hosts = { "a.example" }, paths = { { path = "/srv/b", write = true } }"#,
            "      hosts: [\"a.example\"]\n      paths: [{ path: \"/srv/b\", write: true }]"
        ),
        (
            #"hosts = { "a.example" }, programs = { "gpg" }"#,
            "      hosts: [\"a.example\"]\n      programs: [\"gpg\"]"
        ),
        (#"hosts = { "a.example" }, secrets = true"#, "      hosts: [\"a.example\"]\n      secrets: true"),
        (#"hosts = { "a.example" }, native = true"#, "      hosts: [\"a.example\"]\n      native: true"),
    ])
    func `an update that asks for more is granted again, and used`(permissions: String, lines: String) async throws {
        _ = try folder.write("latchkey.yaml", "# ours\ngrant:\n  hosts: [cmdb.example] # for runbooks\n")
        try write(version: "1.0.0", permissions: #"hosts = { "a.example" }"#)
        #expect(try await latchkey("plugin", "grant", "up", "--yes").exitCode == 0)
        try write(version: "2.0.0", permissions: permissions)
        let stopped = try await latchkey("run", "up.lua", "--simulate")
        #expect(stopped.exitCode != 0 && stopped.errors.contains("has changed since version 1.0.0"))

        let granted = try await latchkey("plugin", "grant", "up", "--yes")
        #expect(granted.exitCode == 0, "\(granted.text)")
        #expect(granted.errors.contains("written to latchkey.yaml: "))
        #expect(
            try project
                == "# ours\ngrant:\n  hosts: [cmdb.example] # for runbooks\nplugins:\n  up:\n    grant:\n\(lines)\n"
        )
        let run = try await latchkey("run", "up.lua", "--simulate")
        #expect(run.exitCode == 0 && run.text.contains("this is 2.0.0"), "\(run.text)")
        // Nothing more to grant: nothing more is written.
        let before = try project
        #expect(try await latchkey("plugin", "grant", "up", "--yes").errors == "")
        #expect(try project == before)
    }

    @Test func `what cannot be changed safely is left as it is, with the lines to write`() async throws {
        let text = "plugins: { up: { grant: { hosts: [a.example] } } } # ours\n"
        _ = try folder.write("latchkey.yaml", text)
        try write(version: "2.0.0", permissions: #"hosts = { "a.example", "b.example" }, secrets = true"#)
        let refused = try await latchkey("plugin", "grant", "up", "--yes")
        #expect(refused.exitCode == 64)
        let lines = "plugins:\n  up:\n    grant:\n      hosts: [\"a.example\", \"b.example\"]\n      secrets: true"
        let told = refused.errors.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        for line in lines.split(separator: "\n") {
            #expect(told.contains(line.trimmingCharacters(in: .whitespaces)), "\(refused.errors)")
        }
        #expect(try project == text)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/latchkey.lock"))
        _ = try folder.write("latchkey.yaml", lines)
        #expect(try await latchkey("plugin", "grant", "up", "--yes").exitCode == 0)
        #expect(try project == lines)
        #expect(try await latchkey("run", "up.lua", "--simulate").exitCode == 0)
    }

    @Test func `what it does not ask for any more is told, and left`() async throws {
        let text =
            "plugins:\n  up:\n    grant:\n      hosts: [old.example, '*.example.com'] # two\n      secrets: true\n"
        _ = try folder.write("latchkey.yaml", text)
        try write(version: "2.0.0", permissions: #"hosts = { "a.example.com" }"#)
        let granted = try await latchkey("plugin", "grant", "up", "--yes")
        #expect(granted.exitCode == 0)
        #expect(granted.errors.contains("grants up more than it asks for: host old.example, secrets; "))
        #expect(try project == text)
    }

    @Test func `a file that is a link stays one, with its mode`() async throws {
        let real = try folder.write("shared.yaml", "store: vault # ours\n")
        #expect(chmod(real, 0o640) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/latchkey.yaml",
            withDestinationPath: "shared.yaml"
        )
        try write(version: "1.0.0", permissions: "secrets = true")
        _ = try await latchkey("plugin", "grant", "up", "--yes")
        #expect(try String(contentsOfFile: real, encoding: .utf8).contains("secrets: true"))
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/latchkey.yaml") == "shared.yaml"
        )
        let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }
}
