import ArgumentParser
import AutomationCore
import CloudPasswords

/// `latchkey reset`.
struct ResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Set new passwords, stored before they are sent.",
        discussion: """
            Each server that --server names gets a generated password of its own, unless one is given. It takes effect when the server \
            starts next; --restart sees to that. The outcome is confirmed, unconfirmed (the cloud has taken it, and no \
            API tells whether the guest has applied it) or failed. Asks first.

            \(ExitCode.commandTable)
            """
    )

    @OptionGroup var servers: ServerOptions

    @Option(
        help: ArgumentHelp(
            "File whose first line is the new password; - for the standard input. (default: a generated one each)",
            valueName: "file"
        ),
        completion: .file()
    )
    var passwordFile: String?

    @Flag(help: "Ask for the new password on the terminal, twice.")
    var askPassword = false

    @Option(
        help: ArgumentHelp(
            "The administrator's name, which must not be in the password. (default: Administrator and root)",
            valueName: "name"
        )
    )
    var user: String?

    @Option(
        help: ArgumentHelp(
            "Restart the servers afterwards and wait: soft asks the system to, hard cuts the power. (default: no restart)",
            valueName: "mode"
        )
    )
    var restart: PowerMode?

    @Flag(help: "Do not let the cloud check the password too.")
    var noCheck = false

    @Flag(help: "Send the reset even where the reset plug-in has not run in the server.")
    var skipFlag = false

    @Flag(help: "Give all servers one and the same password, with one request for a thousand of them.")
    var samePassword = false

    @Flag(help: "Only ask what the cloud would do; works with --same-password only.")
    var dryRun = false

    @Flag(help: "Go on without asking.")
    var yes = false

    @Flag(help: "Write the new passwords in the open too; they are stored all the same.")
    var reveal = false

    @OptionGroup(title: "Output") var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try servers.checkGiven()
        if passwordFile != nil, askPassword {
            throw ValidationError("--password-file and --ask-password exclude each other")
        }
        if passwordFile?.isEmpty == true { throw ValidationError("--password-file: expected a file, got nothing") }
        if source != .generated, servers.server.count > 1, !samePassword {
            throw ValidationError(
                "one password for \(servers.server.count) servers: whoever learns it can log in to all of them; give "
                    + "--same-password to mean it, or leave the password out, and each gets its own"
            )
        }
        if dryRun, !samePassword { throw ValidationError("--dry-run works with --same-password only") }
        if samePassword {
            for (isGiven, name) in [(restart != nil, "--restart"), (noCheck, "--no-check"), (skipFlag, "--skip-flag")]
            where isGiven {
                throw ValidationError(
                    "--same-password and \(name) exclude each other: the batch request has no such part"
                )
            }
        }
    }

    /// Where the password comes from.
    var source: NewPassword {
        if askPassword { return .asked }
        guard let passwordFile else { return .generated }
        return passwordFile == "-" ? .input : .file(passwordFile)
    }

    func run() async throws {
        try await CommandFrame(options: common, result: result).run { session in
            let confirmation = Confirmation(command: "reset", isGiven: yes || dryRun, terminal: session.terminal)
            try confirmation.checkPossible()
            let password = try await source.password(terminal: session.terminal, files: session.world.files)
            if let password { try PasswordRules.rules(of: common.cloud.api).validate(password, userName: user) }
            let servers = try await session.servers(self.servers.server, verifying: !confirmation.isGiven)
            try await confirmation.ask(consequence(servers.count), on: servers)
            return samePassword
                ? try await resetAll(servers, to: password, session)
                : CommandReport(entries: await session.each(servers) { try await reset($0, to: password, session) })
        }
    }

    private func consequence(_ count: Int) -> String {
        let effect = restart.map { " and restarts it (\($0.rawValue))" } ?? ", which takes effect when it starts next"
        let shared = samePassword && count > 1 ? "one and the same new password on every server" : "a new password"
        return "This sets \(shared)\(effect)"
    }

    private func reset(_ server: Server, to password: Secret?, _ session: CommandSession) async throws -> ServerEntry {
        var options = ResetOptions(password: password, userName: user)
        options.isChecked = !noCheck
        options.skipsFlag = skipFlag
        options.restart = restart
        let outcome = try await session.passwords.reset(server, options)
        var entry = entry(for: server, outcome.confirmation, outcome.password, session)
        entry.isRestarted = outcome.isRestarted
        return entry
    }

    private func resetAll(_ servers: [Server], to password: Secret?, _ session: CommandSession) async throws
        -> CommandReport
    {
        let outcome = try await session.passwords.resetAll(servers, to: password, userName: user, isDryRun: dryRun)
        return CommandReport(
            entries: outcome.servers.map { entry(for: $0.server, $0.confirmation, outcome.password, session) }
        )
    }

    private func entry(
        for server: Server,
        _ confirmation: ResetConfirmation,
        _ password: Secret,
        _ session: CommandSession
    ) -> ServerEntry {
        var entry = ServerEntry(server: server, confirmation: confirmation.word, reason: confirmation.reason)
        if case .failed(let error) = confirmation {
            entry.error = error
            return entry
        }
        if reveal, !dryRun { entry.password = password.withExposedText { $0 } }
        if !dryRun { entry.store = session.store.name }
        let place = dryRun ? nil : "password stored in \(session.store.name)"
        entry.columns = [server.label, confirmation.word, entry.password, place, confirmation.reason].compactMap(\.self)
        return entry
    }
}
