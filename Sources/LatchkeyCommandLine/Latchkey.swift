import ArgumentParser
public import AutomationCore
import Foundation

/// The command line: arguments in, progress and results out.
public enum Latchkey {
    /// The plugins that the embedding program has built in.
    @TaskLocal static var teamPlugins: [any Plugin] = []

    /// Carries out the command line of this process, and ends it with an exit code when that is not 0.
    ///
    /// This is all that a program of a team's own needs: `await Latchkey.main(plugins: [Directory()])`.
    ///
    /// - Parameter plugins: What the program adds. Options and grants come from the project's file as for any plugin.
    public static func main(plugins: [any Plugin] = []) async {
        // A reader that has gone away shows when writing to it, and is no reason to be killed in the middle of a reset.
        signal(SIGPIPE, SIG_IGN)
        let arguments = ArgumentList.normalised(CommandLine.arguments.dropFirst())
        if let problem = LatchkeyCommand.unknownCommand(arguments.first) {
            Console.note("Error: \(problem)\n  See 'latchkey --help' for more information.")
            Foundation.exit(ExitCode.usage.rawValue)
        }
        await $teamPlugins.withValue(plugins) {
            if let help = RunbookHelp(arguments: arguments) {
                do throws(ExitCode) { try await help.write() } catch { Foundation.exit(error.rawValue) }
                return
            }
            await LatchkeyCommand.main(arguments)
        }
    }
}
