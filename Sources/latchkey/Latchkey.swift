import ArgumentParser
import AutomationCore
import CloudPasswords
import Foundation

/// The command line: arguments in, progress and results out.
@main
struct Latchkey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey",
        abstract: "Runs password runbooks for cloud servers.",
        discussion: """
            A runbook is a short Lua script that reads like the procedure it replaces: wait for the initial password, \
            decrypt it, put it in the vault, clear the record. For one step by hand there is a command for each.
            """,
        version: UserAgent.version,
        groupedSubcommands: [
            CommandGroup(name: "Runbook", subcommands: [RunCommand.self, ReplCommand.self]),
            CommandGroup(
                name: "Single-call",
                subcommands: [
                    ServersCommand.self, GetCommand.self, DecryptCommand.self, ClearCommand.self, ResetCommand.self,
                    CheckFlagCommand.self,
                ]
            ),
            CommandGroup(name: "Password", subcommands: [VaultCommand.self]),
            CommandGroup(name: "Author", subcommands: [CheckCommand.self, DocsCommand.self, TypesCommand.self]),
            CommandGroup(name: "Try-out", subcommands: [SimulateCommand.self]),
        ]
    )

    static func main() async {
        // A reader that has gone away shows when writing to it, and is no reason to be killed in the middle of a reset.
        signal(SIGPIPE, SIG_IGN)
        let arguments = ArgumentList.normalised(CommandLine.arguments.dropFirst())
        if let problem = unknownCommand(arguments.first) {
            Console.note("Error: \(problem)\n  See 'latchkey --help' for more information.")
            Foundation.exit(ExitCode.usage.rawValue)
        }
        if let help = RunbookHelp(arguments: arguments) {
            do throws(ExitCode) { try await help.write() } catch { Foundation.exit(error.rawValue) }
            return
        }
        await main(arguments)
    }

    /// What is wrong with the first argument, when it is no command.
    static func unknownCommand(_ argument: String?) -> String? {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let argument, !argument.hasPrefix("-"), !names.contains(argument) else { return nil }
        let shown = TableText.plain(argument)
        if argument.hasSuffix(".lua") { return "there is no command '\(shown)'; did you mean 'latchkey run \(shown)'?" }
        let nearest = Spelling.nearest(to: argument, among: names).map { "; did you mean '\($0)'?" } ?? ""
        return "there is no command '\(shown)'\(nearest)"
    }
}
