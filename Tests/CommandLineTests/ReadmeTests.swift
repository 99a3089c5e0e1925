import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Every block of the README is run, but for the two set-up commands, which CI runs itself.
@Suite(.timeLimit(.minutes(3)))
struct ReadmeTests {
    struct Block: Sendable, CustomTestStringConvertible {
        var language: String
        var text: String
        var testDescription: String { "\(language): \(text.prefix(60))" }
        /// Whether it is the one file of a plugin.
        var isPlugin: Bool { text.contains("contract = 1") }
    }

    static let setUpCommands: Set<String> = ["scripts/demo", "scripts/test"]

    /// The fenced blocks of the README in this language.
    static func blocks(_ language: String) throws -> [Block] {
        let text = try String(contentsOfFile: CommandRun.checkout + "/README.md", encoding: .utf8)
        // Every second part lies between fences; its first line names the language.
        return text.components(separatedBy: "\n```").enumerated().compactMap { index, part in
            guard index % 2 == 1, let lineEnd = part.firstIndex(of: "\n") else { return nil }
            return Block(language: String(part[..<lineEnd]), text: String(part[part.index(after: lineEnd)...]))
        }.filter { $0.language == language }
    }

    @Test func `only known kinds of block are there`() throws {
        let text = try String(contentsOfFile: CommandRun.checkout + "/README.md", encoding: .utf8)
        let fences = text.components(separatedBy: "\n").filter { $0.hasPrefix("```") && $0 != "```" }
        #expect(Set(fences) == ["```lua", "```sh", "```console"])
        #expect(try Set(Self.blocks("sh").map { $0.text }) == Self.setUpCommands)
        #expect(try !Self.blocks("lua").isEmpty && !Self.blocks("console").isEmpty)
    }

    @Test(arguments: try blocks("lua").filter(\.isPlugin))
    func `a plugin of the README is used`(block: Block) async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/hours", withIntermediateDirectories: true)
        _ = try folder.write("hours/plugin.lua", block.text)
        let runbook = "require('password').reset(runbook.inputs({ s = { type = 'servers' } }).s[1])"
        let script = try folder.write("reset.lua", runbook)
        let arguments = ["run", script, "--simulate", "1", "--speed", "3000", "--plugin", "hours"]
        let run = try await CommandRun.latchkey(arguments, folder: folder)
        // On which day the test runs is left to chance.
        #expect(run.exitCode == 0 || run.errors.contains("not at the weekend"), "\(run.text)")
    }

    @Test(arguments: try blocks("lua").filter { !$0.isPlugin })
    func `a runbook of the README runs`(block: Block) async throws {
        let folder = try TemporaryFolder()
        let script = try folder.write("readme.lua", block.text)
        let run = try await CommandRun.latchkey(["run", script, "--simulate", "2", "--speed", "3000"], folder: folder)
        #expect(run.exitCode == 0, "\(run.text)")
    }

    @Test(arguments: try blocks("console"))
    func `a command of the README answers as it says there`(block: Block) async throws {
        let lines = block.text.split(separator: "\n").map(String.init)
        let command = try #require(lines.first)
        #expect(command.hasPrefix("$ latchkey "))
        let folder = try TemporaryFolder()
        let arguments = command.split(separator: " ").dropFirst(2).map { argument in
            argument.hasPrefix("examples/") ? "\(CommandRun.checkout)/\(argument)" : String(argument)
        }
        // What stands behind a prompt is typed, the rest is answered.
        let isSession = arguments.first == "repl"
        let typed = lines.dropFirst().filter { isSession && $0.hasPrefix(">") }
        let input = typed.map { $0.trimmingPrefix(#/>+ ?/#) + "\n" }.joined()
        let run = try await Self.run(arguments, folder: folder, input: isSession ? input : nil)
        #expect(run.exitCode == 0, "\(run.text)")
        let expected = lines.dropFirst().filter { !typed.contains($0) }.map(Self.withoutTimes)
        let answered = run.output.split(separator: "\n").prefix(expected.count).map { Self.withoutTimes(String($0)) }
        #expect(answered == Array(expected))
    }

    /// Runs a command; one that calls a cloud meets a simulated one, told by the environment as the README says.
    private static func run(
        _ arguments: [String],
        folder: TemporaryFolder,
        input: String?
    ) async throws -> CommandRun {
        guard let name = arguments.first, !["run", "repl", "simulate"].contains(name) else {
            return try await CommandRun.latchkey(arguments, folder: folder, input: input)
        }
        _ = try folder.write("KeyPair.pem", TestKeyPair.privateKeyPEM)
        try TestVault.make(at: folder.path + "/passwords")
        return try await ServedCloud.withCloud(servers: 0) { cloud in
            for _ in 0..<2 { cloud.addServer(launchedAt: Date(timeIntervalSinceNow: -3600)) }
        } _: { served in
            try await CommandRun.latchkey(
                arguments,
                environment: [
                    "LATCHKEY_ENDPOINT": served.endpoint, "OS_TOKEN": ServedCloud.token,
                    "OS_PROJECT_ID": SimulatorConfiguration.defaultProjectID,
                ],
                folder: folder
            )
        }
    }

    /// How long a server took is left to chance, and so is the present.
    private static func withoutTimes(_ line: String) -> String {
        line.replacing(#/\d+m( \d+s)? +/#, with: "TIME ")
            .replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#, with: "TIME")
    }
}
