import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Inputs on the command line: files, the environment, the terminal, and the runbook's own help.
@Suite(.timeLimit(.minutes(2)))
struct InputCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let typed = """
        local i = runbook.inputs {
          tags = { type = "list", of = "number" }, count = { type = "number" }, text = {},
          when = { optional = true },
        }
        print(#i.tags, i.tags[2], math.type(i.count), i.text, i.when)
        """
    private static let secret = """
        local pin = runbook.inputs { pin = { type = "secret", help = "the pin" } }.pin
        print(pin, #pin:reveal())
        """

    private func run(
        _ script: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> CommandRun {
        _ = try folder.write("script.lua", script)
        let environment = ["OS_TOKEN": ServedCloud.token].merging(environment) { $1 }
        let options = ["--endpoint", "http://127.0.0.1:1", "--project", "abc"]
        return try await CommandRun.latchkey(
            ["run", "script.lua"] + options + arguments,
            environment: environment,
            folder: folder
        )
    }

    private func close(_ file: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    @Test(arguments: [
        ("vars.yaml", "tags: [1, 2.5]\ncount: 7\ntext: \"a, b\"\nwhen: 2026-01-02\n"),
        (
            "vars.yaml",
            "# YAML that is JSON\n{\"tags\": [1, 2.5], \"count\": 7, \"text\": \"a, b\", \"when\": \"2026-01-02\"}"
        ),
        ("vars.json", "{\"tags\":[1,2.5],\"count\":7,\"text\":\"a, b\",\"when\":\"2026-01-02\"}"),
        ("vars", "{\"tags\":[1,2.5],\"count\":7,\"text\":\"a, b\",\"when\":\"2026-01-02\"}"),
    ])
    func `values of a file keep their types`(name: String, text: String) async throws {
        _ = try folder.write(name, text)
        let run = try await run(Self.typed, ["--vars", name])
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.errors.contains("2\t2.5\tinteger\ta, b\t2026-01-02"), "\(run.text)")
    }

    @Test(arguments: [
        ("vars.json", "{\"planted\": ", "vars.json is not JSON"),
        ("vars.yaml", "planted: [1\nx: ]: 2", "vars.yaml is not YAML: see line "),
        ("vars.yaml", "- planted", "vars.yaml holds no names with values"),
        ("vars.yaml", "tgas: [planted]", "vars.yaml: the runbook has no input \"tgas\"; did you mean \"tags\"?"),
    ])
    func `a file that is none is named, and nothing in it shown`(name: String, text: String, message: String)
        async throws
    {
        _ = try folder.write(name, text)
        let run = try await run(Self.typed, ["--vars", name])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(!run.errors.contains("planted"))
    }

    @Test func `a file that is not there is named`() async throws {
        let run = try await run(Self.typed, ["--vars", "none.yaml"])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("none.yaml is not there"))
        let secret = try await self.run(Self.secret, ["--secret", "pin=none.txt"])
        #expect(secret.exitCode == 64)
        #expect(secret.errors.contains("the secret file none.txt is not there"))
    }

    @Test func `the command line goes before the file, and the file before the environment`() async throws {
        _ = try folder.write("vars.yaml", "count: 2\ntext: file\n")
        let run = try await run(
            Self.typed,
            ["--vars", "vars.yaml", "--var", "text=option"],
            environment: ["LATCHKEY_VAR_COUNT": "2.5", "LATCHKEY_VAR_TAGS": "1,2", "LATCHKEY_VAR_OTHER": "x"]
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.errors.contains("2\t2\tinteger\toption\tnil"), "\(run.text)")
    }

    @Test func `a secret comes from a file, a private vars file or the environment, never from the command line`()
        async throws
    {
        let planted = "planted-4711"
        _ = try folder.write("pin.txt", planted + "\n")
        let vars = try folder.write("vars.yaml", "pin: \(planted)\n")
        let open = try await run(Self.secret, ["--vars", "vars.yaml", "--reveal"])
        #expect(open.exitCode == 64)
        #expect(open.errors.contains("others can read vars.yaml: run chmod 600 on it"), "\(open.errors)")
        try close(vars)
        let runs = [
            try await run(Self.secret, ["--secret", "pin=pin.txt", "--reveal"]),
            try await run(Self.secret, ["--vars", "vars.yaml", "--reveal"]),
            try await run(Self.secret, ["--reveal"], environment: ["LATCHKEY_VAR_PIN": planted]),
        ]
        for run in runs {
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.errors.contains("<secret>\t12"))
            #expect(!run.text.contains(planted))
        }
        let shown = try await run(Self.secret, ["--var", "pin=\(planted)"])
        #expect(shown.exitCode == 64)
        #expect(
            shown.errors.contains("others can read the command line: set LATCHKEY_VAR_PIN or give --secret pin=FILE")
        )
        #expect(!shown.text.contains(planted))
        #expect(try await run(Self.secret).exitCode == 64)
    }

    @Test func `a secret that nothing gives is asked for on the terminal, and not shown`() async throws {
        let script = try folder.write("script.lua", Self.secret)
        try CommandRun.makeVault(in: folder)
        let pseudo = try PseudoTerminal()
        let running = try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["run", script, "--reveal", "--endpoint", "http://127.0.0.1:1", "--project", "abc"],
            environment: ["OS_TOKEN": ServedCloud.token],
            folder: folder,
            input: pseudo.programSide,
            errors: pseudo.programSide
        )
        try await pseudo.shows("pin (the pin): ")
        #expect(!pseudo.echoes)
        pseudo.type("planted-4711")
        #expect(await running.ended().exitCode == 0)
        #expect(pseudo.screen().contains("<secret>\t12") || pseudo.screen().contains("<secret>"))
        #expect(!pseudo.screen().contains("planted"))
    }

    @Test func `servers are named in variables as they are with --server`() async throws {
        let script = """
            local i = runbook.inputs { from = { type = "servers" }, to = { type = "server" } }
            print(#i.from, i.from[2].name, #i.to.id)
            """
        _ = try folder.write("script.lua", script)
        let folder = folder
        try await ServedCloud.withCloud { served in
            func run(_ to: String) async throws -> CommandRun {
                try await CommandRun.latchkey(
                    ["run", "script.lua", "--var", "from=win-002,win-001", "--var", "to=\(to)"] + served.options,
                    environment: ["OS_TOKEN": ServedCloud.token],
                    folder: folder
                )
            }
            let found = try await run("win-002")
            #expect(found.exitCode == 0, "\(found.text)")
            #expect(found.errors.contains("2\twin-001\t36"))
            let lost = try await run("win-02")
            #expect(lost.exitCode == 64)
            #expect(lost.errors.contains("did you mean \"win-0"), "\(lost.errors)")
        }
    }

    @Test func `the help of a runbook tells its inputs without running it`() async throws {
        _ = try folder.write(
            "script.lua",
            """
            print("not to be seen")
            runbook.inputs {
              servers = { type = "servers", help = "which servers" },
              color = { type = "choice", choices = { "red", "green" }, default = "red" },
              pin = { type = "secret" },
            }
            error("not to be reached")
            """
        )
        for arguments in [["script.lua", "--help"], ["-h", "script.lua"], ["--var", "x=1", "script.lua", "-h"]] {
            let run = try await CommandRun.latchkey(["run"] + arguments, folder: folder)
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.errors.isEmpty)
            #expect(run.output.hasPrefix("USAGE: latchkey run script.lua --secret pin=FILE --server ID\n"))
            for line in [
                "  color    choice   default: red  one of red, green", "  pin      secret   required",
                "  servers  servers  required      which servers",
                "  servers  --server ID, once per server  LATCHKEY_VAR_SERVERS",
            ] {
                #expect(run.output.contains(line + "\n"), "\(run.output)")
            }
        }
        let general = try await CommandRun.latchkey(["run", "--help"], folder: folder)
        #expect(general.output.contains("USAGE: latchkey run [<options>] <script>"))
    }

    @Test func `a runbook that catches its end and never comes to one is described all the same`() async throws {
        _ = try folder.write("script.lua", "pcall(runbook.inputs, { x = {} }) while true do end")
        let run = try await CommandRun.latchkey(["run", "script.lua", "--help"], folder: folder)
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.contains("--var x=VALUE"))
    }

    @Test func `a runbook that cannot tell its inputs says why`() async throws {
        _ = try folder.write("none.lua", "print(1)")
        let none = try await CommandRun.latchkey(["run", "none.lua", "--help"], folder: folder)
        #expect(none.exitCode == 0)
        #expect(none.output.hasPrefix("none.lua declares no inputs"))
        _ = try folder.write("broken.lua", "local = 1")
        let broken = try await CommandRun.latchkey(["run", "broken.lua", "--help"], folder: folder)
        #expect(broken.exitCode == 1)
        #expect(broken.errors.contains("error: broken.lua:1: "))
        let missing = try await CommandRun.latchkey(["run", "missing.lua", "--help"], folder: folder)
        #expect(missing.exitCode == 64)
        #expect(missing.errors.contains("there is no runbook missing.lua"))
    }
}
