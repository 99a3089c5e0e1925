import ArgumentParser
import AutomationCore
import CloudPasswords

/// `latchkey clear`.
struct ClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Clear the cloud's record of initial passwords that are stored.",
        discussion: """
            Of the servers that --server names. Refused for a server whose password is not in the secret store. Asks first.

            \(ExitCode.commandTable)
            """
    )

    @OptionGroup var servers: ServerOptions

    @Flag(help: "Go on without asking.")
    var yes = false

    @Flag(help: "Clear even though nobody has saved the password; then nobody has it.")
    var unsaved = false

    @OptionGroup(title: "Output") var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try servers.checkGiven()
    }

    func run() async throws {
        try await CommandFrame(options: common, result: result, needsStore: !unsaved).run { session in
            let confirmation = Confirmation(command: "clear", isGiven: yes, terminal: session.terminal)
            try confirmation.checkPossible()
            let servers = try await session.servers(self.servers.server, verifying: !yes)
            let loss = unsaved ? ", whether it is saved or not" : ""
            try await confirmation.ask("This clears the cloud's record of the initial password\(loss)", on: servers)
            let entries = await session.each(servers) { server in
                let wasCleared = try await session.passwords.clear(server, unsaved: unsaved)
                let text = wasCleared ? "record cleared" : "nothing to clear"
                return ServerEntry(server: server, columns: [server.label, text], wasCleared: wasCleared)
            }
            return CommandReport(entries: entries)
        }
    }
}
