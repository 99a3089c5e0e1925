import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What single commands do not do, and how they say so.
@Suite(.timeLimit(.minutes(2)))
struct SingleCallRefusalTests {
    private static func expect(_ run: CommandRun, exit code: Int32, says texts: String...) {
        #expect(run.exitCode == code, "\(run.text)")
        for text in texts { #expect(run.errors.contains(text), "\(run.errors)") }
        #expect(run.output.isEmpty)
        #expect(!run.text.contains("Fatal error"))
    }

    @Test(arguments: ["clear", "reset"])
    func `without a terminal nothing is destroyed unless --yes is given`(command: String) async throws {
        try await SingleCalls.withCloud { latchkey in
            let run = try await latchkey(command, "--server", "win-001", input: "yes\n")
            Self.expect(run, exit: 64, says: "\(command) asks before it goes on", "hint: give --yes")
            #expect(latchkey.served.cloud.withState { $0.requests.isEmpty })
        }
    }

    @Test func `an ambiguous name is answered with the ids`() async throws {
        try await SingleCalls.withCloud(prepare: { cloud in
            for server in cloud.servers { cloud.update(server.id) { $0.name = "twin" } }
        }) { latchkey in
            let run = try await latchkey("get", "--server", "twin")
            let ids = latchkey.served.cloud.withState { $0.servers.map(\.id) }
            Self.expect(run, exit: 64, says: "the name \"twin\" belongs to 2 servers", ids[0], ids[1])
            let chosen = try await latchkey("get", "--server", ids[1])
            #expect(chosen.exitCode == 0, "\(chosen.text)")
        }
    }

    @Test func `a misspelt server, command or runbook is answered with what may be meant`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let server = try await latchkey("check-flag", "--server", "wim-001")
            Self.expect(server, exit: 64, says: "\"wim-001\" (did you mean \"win-001\"?)")
            let command = try await latchkey("rest", "--server", "win-001")
            Self.expect(command, exit: 64, says: "there is no command 'rest'; did you mean 'reset'?")
            let runbook = try await latchkey("collect.lua")
            Self.expect(runbook, exit: 64, says: "did you mean 'latchkey run collect.lua'?")
        }
    }

    @Test func `a run takes servers by name too`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let script = try latchkey.folder.write(
                "names.lua",
                """
                local input = runbook.inputs { servers = { type = "servers" } }
                for _, server in ipairs(input.servers) do print(server.name, server.id) end
                """
            )
            let run = try await latchkey("run", script, "--server", "win-002")
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.errors.contains("win-002"))
            #expect(run.errors.contains(try latchkey.server("win-002").id))
            let wrong = try await latchkey("run", script, "--server", "win-02")
            Self.expect(wrong, exit: 64, says: "\"win-02\" (did you mean \"win-002\"?)")
        }
    }

    @Test func `nothing there has an exit code of its own, and the reason`() async throws {
        try await SingleCalls.withCloud(prepare: { cloud in
            for server in cloud.servers {
                cloud.update(server.id) { $0.injectedAt = $0.launchedAt + 3600 }
                if server.name == "win-002" { cloud.update(server.id) { $0.keyPair = nil } }
            }
        }) { latchkey in
            let early = try await latchkey("get", "--server", "win-001")
            Self.expect(early, exit: 3, says: "there is no initial password", "hint: ")
            let never = try await latchkey("get", "--server", "win-002", "--wait")
            Self.expect(never, exit: 3, says: "made without a key pair", "latchkey reset")
        }
    }

    @Test func `a password that breaks the rules is refused before anything is sent`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let run = try await latchkey(
                "reset",
                "--server",
                "win-001",
                "--password-file",
                "-",
                "--yes",
                input: "hunter2\n"
            )
            Self.expect(run, exit: 64, says: "the password breaks 2 rules", "8 to 26 characters")
            #expect(!run.text.contains("hunter2"))
            let empty = try await latchkey("reset", "--server", "win-001", "--password-file", "-", "--yes", input: "")
            Self.expect(empty, exit: 64, says: "the standard input has nothing on its first line")
            let absent = try await latchkey("reset", "--server", "win-001", "--password-file", "none", "--yes")
            Self.expect(absent, exit: 64, says: "the password file none is not there")
            let asked = try await latchkey("reset", "--server", "win-001", "--ask-password", "--yes")
            Self.expect(asked, exit: 64, says: "--ask-password needs a terminal")
            let shared = try await latchkey(
                "reset",
                "--server",
                "win-001",
                "--server",
                "win-002",
                "--password-file",
                "-",
                "--yes",
                input: "x"
            )
            Self.expect(shared, exit: 64, says: "one password for 2 servers", "--same-password")
            #expect(latchkey.served.cloud.withState { $0.requests.isEmpty })
        }
    }

    @Test func `what is missing is named`() async throws {
        try await SingleCalls.withCloud { latchkey in
            Self.expect(try await latchkey("get"), exit: 64, says: "--server: give the id or the exact name")
            Self.expect(try await latchkey("get", "--server", "a", "--reveal"), exit: 64, says: "give --key too")
            Self.expect(try await latchkey("get", "--server", "a", "--server", "a"), exit: 64, says: "a is given twice")
            Self.expect(try await latchkey("decrypt", "--reveal", "x"), exit: 64, says: "--key: give the private key")
            let nowhere = try await latchkey("decrypt", "--key", latchkey.key, "x")
            Self.expect(nowhere, exit: 64, says: "give --server, so that the password is stored for it, or --reveal")
            let noKey = try await latchkey("get", "--server", "win-001", "--key", "none.pem")
            Self.expect(noKey, exit: 64, says: "the key file none.pem cannot be read")
            let noText = try await latchkey("decrypt", "--key", latchkey.key, "--reveal")
            Self.expect(noText, exit: 64, says: "there is no sealed password")
            let broken = try await latchkey("decrypt", "--key", latchkey.key, "--reveal", "AAAA")
            Self.expect(broken, exit: 1, says: "it is cut off: there are 3 octets")
            let proxy = try await latchkey("servers", "--proxy", "ftp://x")
            Self.expect(proxy, exit: 64, says: "--proxy")
        }
    }

    @Test func `a reader that has gone away is no crash, and a full disk is an error`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let pipe = Pipe()
            try pipe.fileHandleForReading.close()
            let gone = try await Self.servers(latchkey, output: pipe.fileHandleForWriting)
            #expect(gone.exitCode == 0, "\(gone.errors)")
            let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
            let failed = try await Self.servers(latchkey, output: full)
            #expect(failed.exitCode == 1)
            #expect(failed.errors.contains("the result cannot be written to the standard output: No space left"))
        }
    }

    private static func servers(_ latchkey: SingleCalls, output: FileHandle) async throws -> CommandRun {
        try await RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["servers"] + latchkey.options,
            environment: ["OS_TOKEN": ServedCloud.token],
            folder: latchkey.folder,
            output: output
        ).ended()
    }
}
