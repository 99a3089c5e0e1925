import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Each single command, used as it is meant.
@Suite(.timeLimit(.minutes(2)))
struct SingleCallTests {
    @Test func `get writes the sealed password, which decrypt opens from a pipe`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let sealed = try await latchkey("get", "--server", "win-001")
            #expect(sealed.exitCode == 0, "\(sealed.text)")
            let opened = try await latchkey("decrypt", "--key", latchkey.key, "--reveal", input: sealed.output)
            #expect(try opened.output == latchkey.server().initialPassword + "\n")
            let text = sealed.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let kept = try await latchkey("decrypt", "--key", latchkey.key, "--server", "win-001", text)
            #expect(kept.exitCode == 0, "\(kept.text)")
            #expect(kept.output == "win-001  password stored in the vault kept\n")
            #expect(try latchkey.stored().contains(latchkey.server().initialPassword))
        }
    }

    @Test func `get with a key stores the passwords and names the store`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let id = try latchkey.server("win-002").id
            let run = try await latchkey("get", "--server", "win-001", "--server", id, "--key", latchkey.key)
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(
                run.output == """
                    win-001  password stored in the vault kept
                    win-002  password stored in the vault kept

                    """
            )
            for name in ["win-001", "win-002"] {
                #expect(try latchkey.stored(name).contains(latchkey.server(name).initialPassword))
            }
        }
    }

    @Test func `get waits for a password that is still to come`() async throws {
        try await SingleCalls.withCloud(prepare: { cloud in
            for server in cloud.servers { cloud.update(server.id) { $0.injectedAt = $0.launchedAt + 0.05 } }
        }) { latchkey in
            let run = try await latchkey("get", "--server", "win-001", "--wait", "--key", latchkey.key, "--reveal")
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(try run.output == latchkey.server().initialPassword + "\n")
        }
    }

    @Test func `of several keys the one that fits opens the password`() async throws {
        let other = try SimulatedKeyPair.generate().privateKeyPEM
        try await SingleCalls.withCloud { latchkey in
            let wrong = try latchkey.folder.write("other.pem", other)
            let run = try await latchkey("get", "--server", "win-001", "--key", wrong, "--key", latchkey.key)
            #expect(run.exitCode == 0, "\(run.text)")
            let failed = try await latchkey("get", "--server", "win-001", "--key", wrong)
            #expect(failed.exitCode == 2)
            #expect(failed.errors.contains("is not that of the key pair KeyPair-test"))
            #expect(failed.errors.contains("--no-check-key opens the password without comparing"))
        }
    }

    @Test func `clear destroys the record of a password that is stored, and no other`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let refused = try await latchkey("clear", "--server", "win-001", "--yes")
            #expect(refused.exitCode == 2)
            #expect(refused.errors.contains("refused, because the vault kept has no entry for the server"))
            #expect(refused.errors.contains("latchkey get --key FILE; --unsaved clears it all the same"))
            _ = try await latchkey("get", "--server", "win-001", "--key", latchkey.key)
            let cleared = try await latchkey("clear", "--server", "win-001", "--yes")
            #expect(cleared.output == "win-001  record cleared\n", "\(cleared.text)")
            let again = try await latchkey("clear", "--server", "win-001", "--yes")
            #expect(again.exitCode == 0 && again.output == "win-001  nothing to clear\n", "\(again.text)")
            let unsaved = try await latchkey("clear", "--server", "win-002", "--yes", "--unsaved")
            #expect(unsaved.exitCode == 0, "\(unsaved.text)")
        }
    }

    @Test func `reset gives every server a password of its own, stored and not shown`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let run = try await latchkey("reset", "--server", "win-001", "--server", "win-002", "--yes")
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(
                run.output.contains("win-001  unconfirmed  password stored in the vault kept  the cloud has taken")
            )
            let passwords = try ["win-001", "win-002"].map { try #require(latchkey.server($0).pendingPassword) }
            #expect(passwords[0] != passwords[1])
            for (name, password) in zip(["win-001", "win-002"], passwords) {
                #expect(password.count == 20)
                #expect(try latchkey.stored(name).contains(password))
                #expect(!run.text.contains(password))
            }
        }
    }

    @Test func `reset restarts the server when asked to, and shows the password when asked to`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let run = try await latchkey("reset", "--server", "win-001", "--yes", "--restart", "soft", "--reveal")
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.output.contains(try latchkey.server().password))
            #expect(run.output.contains("the server has restarted"))
        }
    }

    @Test func `a password is taken from the standard input or a file`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let piped = "Piped-Pa55word-1"
            let run = try await latchkey(
                "reset",
                "--server",
                "win-001",
                "--password-file",
                "-",
                "--yes",
                input: piped + "\n"
            )
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(try latchkey.server().pendingPassword == piped)
            let file = try latchkey.folder.write("new.txt", "Filed-Pa55word-2\r\nand a note\n")
            let second = try await latchkey("reset", "--server", "win-002", "--password-file", file, "--yes")
            #expect(second.exitCode == 0, "\(second.text)")
            #expect(try latchkey.server("win-002").pendingPassword == "Filed-Pa55word-2")
            #expect(!(run.text + second.text).contains("Pa55word"))
        }
    }

    @Test func `one password for all is sent in one request, after a warning`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let servers = ["--server", "win-001", "--server", "win-002", "--same-password"]
            let dry = try await latchkey(["reset", "--dry-run"] + servers)
            #expect(dry.exitCode == 0, "\(dry.text)")
            #expect(dry.output.contains("the cloud would take it; nothing was changed"))
            #expect(try latchkey.server().pendingPassword == nil)
            let run = try await latchkey(["reset", "--yes"] + servers)
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.errors.contains("warning: 2 servers get the same password"))
            let password = try #require(try latchkey.server().pendingPassword)
            #expect(try latchkey.server("win-002").pendingPassword == password)
            #expect(!run.text.contains(password))
        }
    }

    @Test func `check-flag tells yes from no, for scripts too`() async throws {
        try await SingleCalls.withCloud(prepare: { cloud in
            for server in cloud.servers where server.name == "win-002" {
                cloud.update(server.id) { $0.hasResetPlugin = false }
            }
        }) { latchkey in
            let yes = try await latchkey("check-flag", "--server", "win-001")
            #expect(yes.exitCode == 0 && yes.output == "win-001  yes\n", "\(yes.text)")
            let no = try await latchkey("check-flag", "--server", "win-002")
            #expect(no.exitCode == 3, "\(no.text)")
            #expect(no.output == "win-002  no: the reset plug-in has not run in the server\n")
            let reset = try await latchkey("reset", "--server", "win-002", "--yes")
            #expect(reset.exitCode == 2)
            #expect(reset.errors.contains("to send the reset all the same: --skip-flag"))
        }
    }

    @Test func `servers are listed in columns, and filtered`() async throws {
        try await SingleCalls.withCloud(servers: 3) { latchkey in
            let all = try await latchkey("servers")
            let rows = all.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(rows.first == ["ID", "NAME", "STATUS", "OS", "KEY", "PAIR", "LAUNCHED"])
            #expect(rows.dropFirst().map { $0[1] } == ["win-001", "win-002", "win-003"])
            #expect(try rows[1][0] == latchkey.server().id)
            #expect(rows[1][2...4] == ["ACTIVE", "Windows", "KeyPair-test"])
            let one = try await latchkey("servers", "--name", "win-002", "--json")
            #expect(try SingleCalls.document(one).servers.map(\.name) == ["win-002"])
            let none = try await latchkey("servers", "--status", "SHUTOFF")
            #expect(none.exitCode == 0 && none.output.isEmpty)
            #expect(none.errors.contains("there is no server that fits"))
        }
    }
}
