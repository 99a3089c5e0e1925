import Foundation
import TestSupport
import Testing

/// Plugins that misbehave in a whole run: each is contained and named, and the run goes on or stops as the operator chose.
@Suite(.timeLimit(.minutes(2)))
struct UnrulyPluginTests {
    /// How a plugin misbehaves.
    enum Misbehaviour: String, CaseIterable {
        case crash, hang, flood, garbage, event, after

        /// What an error or a warning says of the process plugin.
        var processText: String {
            switch self {
            case .crash: "it ended with exit code 4 before it had answered before"
            case .hang: "it has not answered before within 2s"
            case .flood: "it was ended because it wrote"
            case .garbage: "it was ended because it wrote"
            case .event: "it ended with exit code 3, and is started again"
            case .after: "broken afterwards"
            }
        }

        /// The same of the Lua plugin; nil for what is tried on the simulated clock, because a script may take minutes.
        var luaText: String? {
            switch self {
            case .crash, .hang: nil
            case .flood: "more lines were left out"
            case .garbage: "before: expected nothing, true, or false and the reason, got a number"
            case .event: "broken event"
            case .after: "broken afterwards"
            }
        }
    }

    private static let program = """
        import json, os, sys
        mode = sys.argv[1]
        manifest = {"name": "unruly", "version": "1.0", "contract": 1, "summary": "Misbehaves.",
                    "slots": ["event", "before", "after"]}
        for line in sys.stdin:
            message = json.loads(line)
            method = message["method"]
            if method == "event" and mode == "event":
                os._exit(3)
            if "id" not in message:
                continue
            if method == "before":
                if mode == "crash":
                    os._exit(4)
                if mode == "hang":
                    continue
                if mode == "flood":
                    while True:
                        os.write(1, b"x" * 65536)
                if mode == "garbage":
                    print("good morning", flush=True)
                    continue
            answer = {"jsonrpc": "2.0", "id": message["id"], "result": manifest if method == "initialize" else {}}
            if method == "after" and mode == "after":
                del answer["result"]
                answer["error"] = {"code": 1, "message": "broken afterwards"}
            print(json.dumps(answer), flush=True)
        """

    private static func script(_ misbehaviour: Misbehaviour) -> String {
        let before =
            switch misbehaviour {
            case .flood: "for i = 1, 100000 do print('line ' .. i) end"
            case .garbage: "return 5"
            default: ""
            }
        return """
            return { name = "unruly", version = "1.0", contract = 1, summary = "Misbehaves.",
              before = function() \(before) end,
              after = function() \(misbehaviour == .after ? "error('broken afterwards')" : "") end,
              event = function() \(misbehaviour == .event ? "error('broken event')" : "") end }
            """
    }

    private static let runbook = """
        local password, task = require "password", require "task"
        local input = runbook.inputs { servers = { type = "servers" } }
        for _, server in ipairs(input.servers) do
          print(pcall(password.reset, server))
          task.sleep("30s")
        end
        print("the end")
        """

    /// Runs the runbook on two servers with a plugin that misbehaves.
    private func run(_ reaction: String?, files: [String: String]) async throws -> CommandRun {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/plugins/unruly",
            withIntermediateDirectories: true
        )
        for (name, text) in files { _ = try folder.write("plugins/unruly/\(name)", text) }
        let options = files["plugin.json"] == nil ? "{}" : "{ timeout: 2s }"
        let line = reaction.map { "    on_failure: \($0)\n" } ?? ""
        _ = try folder.write("latchkey.yaml", "plugins:\n  unruly:\n    options: \(options)\n" + line)
        _ = try folder.write("reset.lua", Self.runbook)
        let granted = try await CommandRun.latchkey(["plugin", "grant", "unruly", "--yes"], folder: folder)
        #expect(granted.exitCode == 0, "\(granted.text)")
        return try await CommandRun.latchkey(["run", "reset.lua", "--simulate", "2"], folder: folder)
    }

    /// Holds a run against what the operator has chosen.
    private func check(_ run: CommandRun, _ misbehaviour: Misbehaviour, _ reaction: String?, says text: String) {
        #expect(run.text.contains(text), "\(run.text)")
        #expect(run.text.contains("unruly"))
        let sent = run.text.components(separatedBy: "reset sent").count - 1
        let isBefore = misbehaviour != .event && misbehaviour != .after
        switch reaction {
        case "stop":
            // What was begun is finished: a reset that was sent is current.
            #expect(isBefore ? sent == 0 : sent <= 1, "\(run.text)")
            #expect(run.text.components(separatedBy: "new password is current").count - 1 == sent)
            #expect(run.exitCode == 1)
            #expect(!run.text.contains("the end"))
            #expect(run.errors.contains("error: plugin \"unruly\": "))
        case "continue":
            #expect(sent == 2, "\(run.text)")
            #expect(run.exitCode == 0)
        default:
            #expect(run.exitCode == 0)
            #expect(run.text.contains("the end"))
            if isBefore { #expect(sent == 0, "\(run.text)") } else { #expect(sent >= 1, "\(run.text)") }
        }
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "there is no python3"),
        arguments: Misbehaviour.allCases,
        [nil, "stop", "continue"]
    )
    func `a program that misbehaves is contained, and the run goes on or stops as was chosen`(
        misbehaviour: Misbehaviour,
        reaction: String?
    ) async throws {
        let files = [
            "plugin.json": #"{"command": ["/usr/bin/python3", "unruly.py", "\#(misbehaviour.rawValue)"]}"#,
            "unruly.py": Self.program,
        ]
        check(try await run(reaction, files: files), misbehaviour, reaction, says: misbehaviour.processText)
    }

    @Test(arguments: [Misbehaviour.garbage, .event, .after], [nil, "stop", "continue"])
    func `a script that misbehaves is contained, and the run goes on or stops as was chosen`(
        misbehaviour: Misbehaviour,
        reaction: String?
    ) async throws {
        let run = try await run(reaction, files: ["plugin.lua": Self.script(misbehaviour)])
        check(run, misbehaviour, reaction, says: try #require(misbehaviour.luaText))
    }

    @Test func `a script that floods the log is cut short, and its answer counts`() async throws {
        let run = try await run("stop", files: ["plugin.lua": Self.script(.flood)])
        #expect(run.exitCode == 0, "\(run.text.suffix(2000))")
        #expect(run.text.contains(try #require(Misbehaviour.flood.luaText)))
        #expect(run.text.components(separatedBy: "unruly: line").count < 2_000)
    }

    @Test(arguments: ["stop", "continue"])
    func `a plugin that takes a built-in module's name stops the run before it begins`(reaction: String) async throws {
        let plugin = """
            return { name = "unruly", version = "1.0", contract = 1, summary = "Takes a name.",
              modules = { password = { summary = "Mine.", functions = { reset = { summary = "Mine.", run = print } } } } }
            """
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/plugins/unruly",
            withIntermediateDirectories: true
        )
        _ = try folder.write("plugins/unruly/plugin.lua", plugin)
        _ = try folder.write("reset.lua", Self.runbook)
        _ = try folder.write("latchkey.yaml", "plugins:\n  unruly:\n    on_failure: \(reaction)\n")
        let run = try await CommandRun.latchkey(
            ["run", "reset.lua", "--simulate", "1", "--plugin", "plugins/unruly"],
            folder: folder
        )
        #expect(run.exitCode != 0)
        #expect(run.errors.contains("modules.password: there is a built-in module of this name"), "\(run.text)")
        #expect(!run.text.contains("reset sent"))
    }

    @Test(arguments: [nil, "continue"])
    func `a path that was not granted is refused by name, and what asked for it has failed`(reaction: String?)
        async throws
    {
        let plugin = """
            local fs = require "fs"
            return { name = "unruly", version = "1.0", contract = 1, summary = "Reads what is not its own.",
              before = function() fs.read("/etc/hostname") end }
            """
        let run = try await run(reaction, files: ["plugin.lua": plugin])
        #expect(run.text.contains("plugin \"unruly\": fs.read: reading /etc/hostname is not allowed"), "\(run.text)")
        #expect(run.text.components(separatedBy: "reset sent").count - 1 == (reaction == nil ? 0 : 2))
    }

    @Test func `a runbook's own error is told beside that of a plugin that ends the run`() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/plugins/unruly",
            withIntermediateDirectories: true
        )
        _ = try folder.write("plugins/unruly/plugin.lua", Self.script(.event))
        _ = try folder.write("latchkey.yaml", "plugins:\n  unruly:\n    on_failure: stop\n")
        _ = try folder.write("fail.lua", "error('the real reason')")
        _ = try await CommandRun.latchkey(["plugin", "grant", "unruly", "--yes"], folder: folder)
        let run = try await CommandRun.latchkey(["run", "fail.lua", "--simulate", "1", "--json"], folder: folder)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("plugin \"unruly\": "))
        // The sink may fail before the runbook has begun: then there is only the one error.
        #expect(run.text.contains("the real reason") || run.output.contains("broken event"), "\(run.text)")
    }
}
