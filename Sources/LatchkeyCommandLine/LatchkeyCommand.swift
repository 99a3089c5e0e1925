import ArgumentParser
import AutomationCore
import CloudPasswords
import Foundation

/// The command line's commands.
struct LatchkeyCommand: AsyncParsableCommand {
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
            CommandGroup(name: "Plugin", subcommands: [PluginCommand.self]),
            CommandGroup(name: "Try-out", subcommands: [SimulateCommand.self]),
        ]
    )

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
