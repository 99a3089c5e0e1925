import ArgumentParser
import Testing

@testable import LatchkeyCommandLine

/// What `--help` says, for every command.
struct HelpTests {
    /// A command that does something, by its name.
    struct Command: Sendable, CustomTestStringConvertible {
        var name: String
        var type: any ParsableCommand.Type
        var testDescription: String { name }

        /// Its help, on lines long enough to hold what belongs together.
        var lines: [String] {
            LatchkeyCommand.helpMessage(for: type, columns: 1000).split(separator: "\n").map(String.init)
        }

        /// The lines below this title.
        func section(_ title: String) -> [String] {
            Array(lines.drop { $0 != "\(title):" }.dropFirst().prefix { $0.hasPrefix(" ") })
        }

        /// An option and what is said of it, which stands beside it or below.
        var options: [(name: String, text: String)] {
            var options: [(name: String, text: String)] = []
            for line in lines.drop(while: { !$0.hasPrefix("USAGE:") }) {
                let words = line.split(separator: " ", omittingEmptySubsequences: true)
                if line.hasPrefix("  -") {
                    let parts = line.dropFirst(2).split(separator: "  ", maxSplits: 1)
                    options.append((String(words[0]), parts.count == 2 ? String(parts[1]) : ""))
                } else if line.hasPrefix("      "), var last = options.popLast() {
                    last.text += words.joined(separator: " ")
                    options.append(last)
                }
            }
            return options
        }
    }

    static let commands = commands(of: LatchkeyCommand.self, named: "")

    private static func commands(of type: any ParsableCommand.Type, named name: String) -> [Command] {
        let inner = type.configuration.subcommands
        guard !inner.isEmpty else { return [Command(name: name, type: type)] }
        return inner.flatMap { inner in
            commands(of: inner, named: "\(name) \(inner.configuration.commandName ?? "?")")
        }
    }

    private static func command(_ name: String) throws -> Command {
        try #require(commands.first { $0.name == " \(name)" })
    }

    @Test(arguments: commands)
    func `every command says what it ends with, and something of every option`(command: Command) {
        #expect(!command.section("EXIT CODES").isEmpty)
        let options = command.options
        #expect(options.count > 1 && Set(options.map(\.name)).count == options.count)
        for option in options { #expect(option.text.count > 10, "\(option.name)") }
    }

    @Test(arguments: commands)
    func `what takes a time or a rate says in which units`(command: Command) {
        for option in command.options {
            switch option.name {
            case "--timeout", "--connect-timeout":
                #expect(option.text.contains("number of seconds") && option.text.contains("(default: "))
            case "--rate": #expect(option.text.contains("seconds (s), minutes (m) or hours (h)"))
            default: break
            }
        }
    }

    @Test func `a run and a session describe what they share alike`() throws {
        let run = try Self.command("run").options.filter { $0.name != "--json" }
        let session = try Self.command("repl").options
        #expect(session.map(\.name) == run.map(\.name))
        #expect(session.map(\.text) == run.map(\.text))
    }

    @Test func `grants are described alike and right wherever they are given`() throws {
        let grants = try Self.command("run").section("GRANTS")
        #expect(grants.count > 4 && !grants.contains { $0.contains("runbook") })
        #expect(try Self.command("repl").section("GRANTS") == grants)
        let tested = try Self.command("plugin test").section("GRANTS")
        #expect(Array(tested.prefix(grants.count)) == grants)
    }

    @Test(arguments: [["run", "x.lua"], ["repl"]])
    func `a run and a session refuse the same`(command: [String]) {
        for (arguments, message) in [
            (["--simulate", "0"], "--simulate: expected 1 to 10000 servers, got 0"),
            (["--simulate", "10001"], "--simulate: expected 1 to 10000 servers, got 10001"),
            (["--simulate", "2", "--endpoint", "http://127.0.0.1:1"], "--simulate and --endpoint exclude each other"),
            (["--simulate", "2", "--speed", "0"], "--speed: expected a number above 0 and up to 100000, got 0.0"),
            (["--server", "a", "--server", "a"], "--server: a is given twice"),
        ] {
            do {
                _ = try LatchkeyCommand.parseAsRoot(command + arguments)
                Issue.record("\(arguments) were taken")
            } catch { #expect(LatchkeyCommand.message(for: error) == message) }
        }
    }
}
