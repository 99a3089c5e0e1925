import Foundation
import TestSupport
import Testing

@testable import LatchkeyCommandLine

/// `latchkey repl`, with lines from a pipe and on a terminal.
@Suite(.timeLimit(.minutes(2)))
struct ReplCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func repl(_ lines: String, _ arguments: [String] = []) async throws -> CommandRun {
        try await CommandRun.latchkey(["repl"] + arguments, folder: folder, input: lines)
    }

    @Test func `lines from a pipe are carried out without a prompt, their values on the standard output`() async throws
    {
        let run = try await repl(
            """
            1 + 1
            function f(x)
              return { x, f = f }
            end
            f("a")
            log.warn("told")
            local b = password.generate()
            =b, nil
            print("printed")
            """
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output == "2\n{\"a\", f = <function>}\n<secret>\tnil\nprinted\n")
        #expect(run.errors.hasSuffix("  warning: told\n"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/.local/state/latchkey/repl_history"))
    }

    @Test func `the first line that fails ends it`() async throws {
        let run = try await repl("1\npasword.get()\n2\n")
        #expect(run.exitCode == 1)
        #expect(run.output == "1\n")
        #expect(run.errors == "error: stdin:1: there is no variable 'pasword'; did you mean 'password'?\n")
    }

    @Test func `an end in the middle of something is told`() async throws {
        let run = try await repl("if true then\n  print(1)\n")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("error: stdin:2: 'end' expected"))
    }

    @Test func `--simulate tells how many servers there are, and works on them`() async throws {
        let run = try await repl(
            """
            input = runbook.inputs { servers = { type = "servers" }, key = { type = "file" } }
            sealed = password.wait(input.servers[1])
            vault.put(input.servers[1], password.decrypt(sealed, key.load(input.key)))
            vault.has(input.servers[1])
            """,
            ["--simulate", "2", "--speed", "3000"]
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.hasSuffix("true\n"))
        #expect(run.errors.contains("simulated cloud with 2 new Windows servers, 3000 times faster than life"))
    }

    @Test(arguments: [("while true do end", SIGINT, Int32(130)), ("task.sleep('10m')", SIGTERM, 143)])
    func `a signal ends a session that nobody sits in front of`(line: String, signal: Int32, code: Int32) async throws {
        let file = try folder.write("lines", "print('begun')\n\(line)\nprint('not reached')\n")
        let running = try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["repl"],
            environment: [:],
            folder: folder,
            input: try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        )
        try await running.writes("begun")
        // The next line may not have begun by now, and is stopped then, too.
        kill(running.process.processIdentifier, signal)
        let run = await running.ended()
        #expect(run.exitCode == code, "\(run.text)")
        #expect(run.output == "begun\n")
    }

    @Test func `without a vault everything else works`() async throws {
        let run = try await repl(
            """
            password.generate()
            vault.put("8d1deee7-accc-4fd9-baba-8066cd00a95d", password.generate())
            """
        )
        #expect(run.exitCode == 1)
        #expect(run.output == "<secret>\n")
        #expect(run.errors.contains("vault init"), "\(run.errors)")
    }

    @Test func `options that cannot be are refused`() async throws {
        #expect(try await repl("", ["--json"]).exitCode == 64)
        #expect(try await repl("", ["--simulate", "2", "--endpoint", "http://127.0.0.1:1"]).exitCode == 64)
    }

    @Test func `on a terminal lines are edited, completed, continued, stopped and remembered`() async throws {
        let pseudo = try PseudoTerminal()
        let running = try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["repl"],
            environment: ["TERM": "xterm"],
            folder: folder,
            input: pseudo.programSide,
            errors: pseudo.programSide
        )
        try await pseudo.shows("> ")
        pseudo.type("password.gene\t)")
        try await running.writes("<secret>")
        pseudo.type("function double(x)")
        try await pseudo.shows(">> ")
        pseudo.type("return x * 2")
        pseudo.type("end")
        pseudo.type(" double(21)")
        try await running.writes("42")
        for line in ["print('computes') while true do end", "print('waits') task.sleep('10m')"] {
            pseudo.type(line)
            try await running.writes(line.contains("computes") ? "computes" : "waits")
            running.process.interrupt()
        }
        pseudo.type("=1000 + 1")
        try await running.writes("1001")
        // The terminal is as before while lines are carried out.
        while pseudo.echoes { try await Task.sleep(for: .milliseconds(10)) }
        pseudo.type("\u{4}")
        let run = await running.ended()
        #expect(run.exitCode == 0, "\(pseudo.screen())")
        #expect(run.output == "<secret>\n42\ncomputes\nwaits\n1001\n")
        #expect(pseudo.screen().components(separatedBy: "stopped").count == 3)
        #expect(pseudo.echoes)
        let history = folder.path + "/.local/state/latchkey/repl_history"
        let lines = try String(contentsOfFile: history, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "password.generate()" && lines.last == "=1000 + 1")
        #expect(!lines.contains { $0.contains("double(21)") })
        #expect(try FileManager.default.attributesOfItem(atPath: history)[.posixPermissions] as? Int == 0o600)
    }
}
