import ArgumentParser
import CloudPasswords

/// The command line: arguments in, progress and results out.
@main
struct Latchkey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey",
        abstract: "Runs password runbooks for cloud servers.",
        discussion: """
            A runbook is a short Lua script that reads like the procedure it replaces: wait for the initial password, \
            decrypt it, put it in the vault, clear the record.
            """,
        version: UserAgent.version,
        subcommands: [RunCommand.self, SimulateCommand.self]
    )

    static func main() async {
        await main(ArgumentList.normalised(CommandLine.arguments.dropFirst()))
    }
}
