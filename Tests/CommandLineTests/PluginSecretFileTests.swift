import Foundation
import TestSupport
import Testing

/// Where the secrets of plugins come from: nowhere that others can read.
@Suite(.timeLimit(.minutes(2)))
struct PluginSecretFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/plugins/chat",
            withIntermediateDirectories: true
        )
        _ = try folder.write(
            "plugins/chat/plugin.lua",
            """
            return { name = "chat", version = "1.0", contract = 1, summary = "Chats.",
              options = { token = { type = "secret", help = "whom to write as" } },
              provision = function(options) print("with " .. tostring(options.token)) end }
            """
        )
        _ = try folder.write("hello.lua", "print('hello')")
    }

    private func run(token: String, projectMode: Int, fileMode: Int = 0o600) async throws -> CommandRun {
        _ = try folder.write("latchkey.yaml", "plugins:\n  chat:\n    options:\n      token: \(token)\n")
        _ = try folder.write("token", "Planted-1234\n")
        for (name, mode) in [("latchkey.yaml", projectMode), ("token", fileMode)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path + "/" + name)
        }
        _ = try await CommandRun.latchkey(["plugin", "grant", "chat", "--yes"], folder: folder)
        return try await CommandRun.latchkey(
            ["run", "hello.lua", "--simulate", "1"],
            environment: ["CHAT_TOKEN": "Planted-1234"],
            folder: folder
        )
    }

    @Test(arguments: ["{ file: token }", "{ env: CHAT_TOKEN }"])
    func `a secret comes from a closed file or from a variable, wherever the project's file is`(token: String)
        async throws
    {
        let run = try await run(token: token, projectMode: 0o644)
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.text.contains("with <secret>"))
        #expect(!run.text.contains("Planted"))
    }

    @Test func `a file that others can read is refused`() async throws {
        let run = try await run(token: "{ file: token }", projectMode: 0o644, fileMode: 0o644)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(#"error: plugin "chat": option "token": others can read token"#), "\(run.text)")
        #expect(run.errors.contains("chmod 600"))
        #expect(!run.text.contains("Planted"))
    }

    @Test func `a secret in the project's file is refused where others can read that`() async throws {
        let open = try await run(token: "Planted-1234", projectMode: 0o644)
        #expect(open.exitCode == 64)
        #expect(open.errors.contains("is a secret, and others can read latchkey.yaml"), "\(open.text)")
        #expect(open.errors.contains("{ file: PATH }"))
        #expect(!open.text.contains("Planted"))
        let closed = try await run(token: "Planted-1234", projectMode: 0o600)
        #expect(closed.exitCode == 0, "\(closed.text)")
    }

    @Test func `a number in the place of a secret is not shown`() async throws {
        let run = try await run(token: "12345678", projectMode: 0o600)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(#"option "token" expected text, or where it is: { file: PATH } or { env: NAME }"#))
        #expect(!run.text.contains("12345678"), "\(run.text)")
    }
}
