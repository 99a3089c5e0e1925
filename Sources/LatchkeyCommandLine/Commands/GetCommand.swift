import ArgumentParser
import AutomationCore
import CloudPasswords

/// `latchkey get`.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Get initial passwords, and with --key store them.",
        discussion: """
            Of the servers that --server names. Without --key the sealed password is written, which only the private key opens. With --key it is opened and \
            stored; with --reveal it is written instead.

            \(ExitCode.commandTable)
            """
    )

    @OptionGroup var servers: ServerOptions
    @OptionGroup var keys: KeyOptions

    @Flag(help: "Wait for a password that is not there yet.")
    var wait = false

    @Option(
        help: ArgumentHelp(
            "How long --wait waits at the most, like 90s, 20m or a number of seconds. (default: 15m)",
            valueName: "time"
        )
    )
    var timeout: DurationOption?

    @Flag(help: "Write the passwords in the open instead of storing them; needs --key.")
    var reveal = false

    @OptionGroup(title: "Output") var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try servers.checkGiven()
        if reveal, keys.key.isEmpty {
            throw ValidationError("--reveal: what is sealed can be shown only when it is opened; give --key too")
        }
        if timeout != nil, !wait { throw ValidationError("--timeout: there is nothing to wait for without --wait") }
    }

    func run() async throws {
        let needsStore = !keys.key.isEmpty && !reveal
        try await CommandFrame(options: common, result: result, needsStore: needsStore).run { session in
            let keys = try await session.keys(self.keys)
            let found = try await session.servers(servers.server)
            // With its detail, the key can be compared with the server's key pair before it opens anything.
            let known = keys.isEmpty ? found : try await Self.detailed(found, session)
            let isAlone = known.count == 1
            return CommandReport(
                entries: await session.each(known) { try await entry(for: $0, keys, session, isAlone: isAlone) }
            )
        }
    }

    private static func detailed(_ servers: [Server], _ session: CommandSession) async throws -> [Server] {
        let unknown = servers.filter { $0.detail == nil }
        let details = try await session.passwords.servers.details(of: unknown, caller: "password.get")
        let known = Dictionary(zip(unknown.map(\.id), details)) { first, _ in first }
        return servers.map { server in (try? known[server.id]?.get()) ?? server }
    }

    private func entry(
        for server: Server,
        _ keys: [PrivateKey],
        _ session: CommandSession,
        isAlone: Bool
    ) async throws -> ServerEntry {
        let sealed = try await sealedPassword(of: server, session)
        let server = sealed.server ?? server
        var entry = ServerEntry(server: server, sealedDigest: sealed.digest)
        func row(_ text: String) -> [String] { isAlone ? [text] : [server.label, text] }
        guard !keys.isEmpty else {
            entry.sealed = sealed.text
            entry.columns = row(sealed.text)
            return entry
        }
        let secret = try await session.open(sealed, with: keys, checking: !self.keys.noCheckKey)
        if reveal {
            entry.password = secret.withExposedText { $0 }
            entry.columns = row(entry.password ?? "")
        } else {
            try await session.keep(secret, for: server)
            entry.store = session.store.name
            entry.columns = [server.label, "password stored in \(session.store.name)"]
        }
        return entry
    }

    private func sealedPassword(of server: Server, _ session: CommandSession) async throws -> SealedPassword {
        if wait {
            return try await session.passwords.waitForSealedPassword(
                of: server,
                timeout: timeout?.duration ?? .seconds(15 * 60)
            )
        }
        if let sealed = try await session.passwords.sealedPassword(of: server) { return sealed }
        throw try await session.passwords.absence(of: server)
    }
}
