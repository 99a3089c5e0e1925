import ArgumentParser
import AutomationCore
import StandardPlugins

/// `latchkey vault export`.
struct VaultExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy the vault to another for other recipients, or write it in the open.",
        discussion: """
            With --to and --recipient a new vault is made that these recipients alone can read. With --reveal everything \
            is written to the standard output as JSON, all passwords in the open. Both need the identity.

            EXIT CODES:
              0    it is done
              1    it is done, and a password that is lost is lost in the copy too, or which is the current one of a \
            server is not certain; or it failed on the way
              64   the command line cannot be carried out: what it names is missing, is there already, or is no good
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp("Folder of the new vault, which must not be one yet.", valueName: "folder"),
        completion: .directory
    )
    var to: String?

    @OptionGroup var recipients: RecipientOptions

    @Flag(help: "Write all passwords in the open, as one JSON document.")
    var reveal = false

    func validate() throws {
        if reveal {
            guard to == nil, recipients.recipient.isEmpty else {
                throw ValidationError(
                    "--reveal writes to the standard output; --to and --recipient are for a new vault"
                )
            }
            return
        }
        guard let to, !to.isEmpty, !recipients.recipient.isEmpty else {
            throw ValidationError("give --to FOLDER and --recipient for a new vault, or --reveal for JSON in the open")
        }
    }

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let store = frame.store()
            var servers: [VaultServer] = []
            if let to {
                let count = try await store.export(to: to, for: try recipients.recipients())
                servers = try store.servers()
                let noun = count == 1 ? "password" : "passwords"
                Console.result("\(count) \(noun) stored in the vault \(to)")
            } else {
                servers = try store.servers()
                let machines = try servers.map { server in
                    try VaultDocument.Machine(server) { try store.secret($0, of: server).withExposedText { $0 } }
                }
                try Console.results([try VaultFrame.json(VaultDocument(servers: machines))])
            }
            for server in servers { VaultNotes(store: store).tellOfLost(server) }
            if servers.contains(where: { !$0.lost.isEmpty || $0.isInDoubt }) { throw ExitCode.runbookFailed }
        }
    }
}
