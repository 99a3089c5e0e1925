import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct CheckCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let mistaken = """
        local password = require "password"
        local input = runbook.inputs { key = { type = "file" } }
        password.wiat(input.key)
        password.wait(input.key, { timout = "5m" })
        print(input.kye)
        """

    private func check(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(["check"] + arguments, folder: folder)
    }

    @Test func `of the examples there is nothing to say`() async throws {
        let examples = CommandRun.checkout + "/examples/runbooks"
        let scripts = try FileManager.default.contentsOfDirectory(atPath: examples).filter { $0.hasSuffix(".lua") }
        #expect(scripts.count >= 3)
        let run = try await CommandRun.latchkey(["check"] + scripts.map { "\(examples)/\($0)" }, folder: folder)
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.text == "")
    }

    @Test func `of the runbooks in the README there is nothing to say`() async throws {
        let text = try String(contentsOfFile: CommandRun.checkout + "/README.md", encoding: .utf8)
        let blocks = text.components(separatedBy: "```lua\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        #expect(!blocks.isEmpty)
        for (number, block) in blocks.enumerated() {
            _ = try folder.write("block-\(number).lua", block)
            let run = try await check("block-\(number).lua")
            #expect(run.exitCode == 0 && run.text == "", "\(run.text)")
        }
    }

    @Test func `each finding has its line, and its hint behind it`() async throws {
        _ = try folder.write("wrong.lua", Self.mistaken)
        let run = try await check("wrong.lua")
        #expect(run.exitCode == 1)
        #expect(run.errors == "")
        let lines = run.output.split(separator: "\n").map(String.init)
        let unknown = "there is no function 'wiat' in the module \"password\"; did you mean 'wait'?"
        #expect(lines.first == "wrong.lua:3:10: \(unknown) [unknown-function]")
        #expect(lines.contains { $0.hasPrefix("wrong.lua:4:28: password.wait: there is no option \"timout\"") })
        #expect(lines.contains { $0.hasPrefix("hint: options: timeout") })
        #expect(lines.contains { $0.hasPrefix("wrong.lua:5:13: ") && $0.hasSuffix("[unknown-input]") })
    }

    @Test func `a syntax error has a column`() async throws {
        _ = try folder.write("broken.lua", "local x = = 1")
        let run = try await check("broken.lua")
        #expect(run.exitCode == 1)
        #expect(run.output == "broken.lua:1:11: unexpected symbol near '=' [syntax]\n")
    }

    @Test func `the JSON is one pure document`() async throws {
        struct Document: Decodable {
            struct Finding: Decodable, Equatable {
                var file: String
                var line: Int
                var column: Int
                var code: String
                var message: String
                var hint: String?
            }
            var findings: [Finding]
        }
        _ = try folder.write("wrong.lua", Self.mistaken)
        _ = try folder.write("sound.lua", "local x = 1")
        let wrong = try await check("--json", "wrong.lua", "none.lua")
        #expect(wrong.exitCode == 64)
        #expect(wrong.errors.contains("error: there is no runbook none.lua"))
        let findings = try JSONDecoder().decode(Document.self, from: Data(wrong.output.utf8)).findings
        #expect(findings.map(\.line) == [3, 4, 5])
        #expect(findings.map(\.column) == [10, 28, 13])
        #expect(findings.map(\.code) == ["unknown-function", "unknown-option", "unknown-input"])
        #expect(findings.allSatisfy { $0.file == "wrong.lua" && !$0.message.contains("\n") })
        let sound = try await check("--json", "sound.lua")
        #expect(sound.exitCode == 0)
        #expect(try JSONDecoder().decode(Document.self, from: Data(sound.output.utf8)).findings == [])
    }

    @Test func `a script that is not there is named and the others are checked`() async throws {
        _ = try folder.write("broken.lua", "local x = = 1")
        let run = try await check("none.lua", "broken.lua", folder.path)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("error: there is no runbook none.lua"))
        #expect(run.errors.contains("hint: give the path of a Lua script"))
        #expect(run.errors.contains("cannot be read"))
        #expect(run.output.hasPrefix("broken.lua:1:11:"))
    }

    @Test func `modules beside the script are found, wherever the command is called`() async throws {
        for name in ["lib", "other"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/books/\(name)",
                withIntermediateDirectories: true
            )
        }
        _ = try folder.write("books/script.lua", "local u = require 'lib.util'; u.f(require 'other', shared)")
        _ = try folder.write("books/lib/util.lua", "shared = 1; return {}")
        _ = try folder.write("books/other/init.lua", "return {}")
        let run = try await check("books/script.lua")
        #expect(run.exitCode == 0, "\(run.text)")
        _ = try folder.write("script.lua", "require 'other'")
        let alone = try await check("script.lua")
        #expect(alone.output.hasPrefix("script.lua:1:9: there is no module \"other\""))
    }

    @Test func `what is checked is what a run says too`() async throws {
        let scripts = [
            "local password = require 'password'\npassword.wiat('a')",
            "local password = require 'password'\npassword.wait('a', { timout = '5m' })",
            "local password = require 'password'\npassword.wait('a', { timeout = '5x' })",
            "local password = require 'password'\npassword.get()",
            "local password = require 'password'\npassword.get('a', {}, 1)",
            "local fleet = require 'fleet'\nfleet.each({ 'a' }, { concurrency = 'x' }, print)",
            "local passwrod = require 'passwrod'",
            "prnt('x')",
            "local x = io.open('x')",
            "os.exit(1)",
            "runbook.inputs { key = { typ = 'file' } }",
            "runbook.inputs { key = { type = 'fil' } }",
            "local log = require 'log'\nlog.extra = 1",
            "local x = ('x'):rep({})",
        ]
        for script in scripts {
            _ = try folder.write("script.lua", script)
            let checked = try await check("script.lua")
            let line = try #require(checked.output.split(separator: "\n").first.map(String.init), "\(script)")
            let message = line.drop { $0 != " " }.dropFirst().prefix { $0 != "[" }.dropLast()
            let run = try await CommandRun.latchkey(["run", "script.lua"], folder: folder)
            // Lua names its own functions without their library.
            let words = message.hasPrefix("string.rep: ") ? message.dropFirst(12) : message
            #expect(run.errors.contains(words), "\(checked.output)\(run.errors)")
        }
    }
}
