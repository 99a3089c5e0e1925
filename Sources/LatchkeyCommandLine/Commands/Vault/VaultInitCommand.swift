import AgeEncryption
import ArgumentParser
import AutomationCore
import StandardPlugins

/// `latchkey vault init`.
struct VaultInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a vault, and the identity that opens it unless there is one.",
        discussion: """
            The identity goes into the file that --identity names, unless there is one in it. With --recipient none is made: what is stored can be read only where the recipients' identities are, \
            and not by whoever takes this machine. Nothing that is there already is overwritten.

            \(ExitCode.shortTable)
            """
    )

    @OptionGroup var store: StoreOptions

    @OptionGroup var recipients: RecipientOptions

    func validate() throws {
        if !recipients.recipient.isEmpty, store.identity != nil {
            throw ValidationError("--recipient and --identity exclude each other: recipients have theirs already")
        }
    }

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let recipients = try self.recipients.recipients()
            let made = try VaultSetup.make(
                folder: store.folder(frame.environment),
                identityFile: recipients.isEmpty ? store.identityFile(frame.environment) : nil,
                recipients: recipients,
                world: frame.world
            )
            var rows = [["vault", made.folder]]
            if let file = made.identityFile { rows.append(["identity", file]) }
            rows += made.recipients.map { ["recipient", $0.description] }
            try Console.results(TableText.lines(rows))
            if let file = made.identityFile {
                Console.note(
                    made.isIdentityNew
                        ? "Back up \(file) now, away from the vault: without it nobody can read the passwords again."
                        : "The identity was there already, and was left as it is."
                )
            } else {
                Console.note("Nobody can read the passwords without the recipients' identities, this machine included.")
            }
        }
    }
}
