import ArgumentParser
import AutomationCore
import CloudPasswords

/// `latchkey check-flag`.
struct CheckFlagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-flag",
        abstract: "Tell whether passwords can be reset: whether the reset plug-in has run in the servers.",
        discussion: """
            Of the servers that --server names. Where the plug-in has not run, a reset is refused, unless it is given --skip-flag.

            \(ExitCode.commandTable)
            """
    )

    @OptionGroup var servers: ServerOptions
    @OptionGroup(title: "Output") var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try servers.checkGiven()
    }

    func run() async throws {
        try await CommandFrame(options: common, result: result, needsStore: false).run { session in
            let servers = try await session.servers(self.servers.server)
            let entries = await session.each(servers) { server in
                let canReset = try await session.passwords.canReset(server)
                let text = canReset ? "yes" : "no: the reset plug-in has not run in the server"
                return ServerEntry(
                    server: server,
                    columns: [server.label, text],
                    isNo: !canReset,
                    canReset: canReset
                )
            }
            return CommandReport(entries: entries)
        }
    }
}
