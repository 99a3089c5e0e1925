import ArgumentParser
import AutomationCore
import CloudPasswords

/// `latchkey decrypt`.
struct DecryptCommand: AsyncParsableCommand {
    /// More than any sealed password has, in bytes.
    private static let largestSealed = 64 * 1024

    static let configuration = CommandConfiguration(
        commandName: "decrypt",
        abstract: "Open a sealed password that is at hand already.",
        discussion: """
            Needs --key, and no cloud, unless --server gives a name. The password is stored for this one server, or with \
            --reveal written.

            \(ExitCode.commandTable)
            """
    )

    @Argument(help: "The sealed password, in Base64; - or nothing reads it from the standard input.")
    var sealed: String?

    @OptionGroup var keys: KeyOptions
    @OptionGroup var servers: ServerOptions

    @Flag(help: "Write the password in the open instead of storing it.")
    var reveal = false

    @OptionGroup(title: "Output") var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !keys.key.isEmpty else {
            throw ValidationError("--key: give the private key file of the server's key pair")
        }
        guard servers.server.count <= 1 else {
            throw ValidationError("--server: a sealed password is that of one server, got \(servers.server.count)")
        }
        guard reveal || !servers.server.isEmpty else {
            throw ValidationError(
                "give --server, so that the password is stored for it, or --reveal to have it written"
            )
        }
    }

    func run() async throws {
        try await CommandFrame(options: common, result: result, needsStore: !reveal).run { session in
            let text = try await text(session.terminal)
            let keys = try await session.keys(self.keys)
            let server = try await session.servers(servers.server).first
            guard let sealed = SealedPassword(text: text, server: server) else {
                throw AutomationError(
                    .input,
                    "there is no sealed password: the text is empty",
                    hint: "latchkey get writes one"
                )
            }
            let secret = try await session.open(sealed, with: keys, checking: !self.keys.noCheckKey)
            var entry = ServerEntry(server: server, sealedDigest: sealed.digest)
            if let server, !reveal {
                try await session.keep(secret, for: server)
                entry.store = session.store.name
                entry.columns = [server.label, "password stored in \(session.store.name)"]
            } else {
                entry.password = secret.withExposedText { $0 }
                entry.columns = [entry.password ?? ""]
            }
            return CommandReport(entries: [entry])
        }
    }

    private func text(_ terminal: any Terminal) async throws -> String {
        if let sealed, sealed != "-" { return sealed }
        if sealed == nil, terminal.isInteractive {
            throw AutomationError(
                .input,
                "there is no sealed password",
                hint: "give it as an argument, or pipe what latchkey get writes into this"
            )
        }
        return String(decoding: try await terminal.everything(limit: Self.largestSealed), as: UTF8.self)
    }
}
