import ArgumentParser

/// `latchkey vault`.
struct VaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault",
        abstract: "Make a vault, look into it, check it.",
        discussion: """
            A vault is a folder with a file for each password, encrypted in the age format and laid out as passage lays \
            out its store. Storing needs its recipients alone, reading needs the identity.
            """,
        subcommands: [
            VaultInitCommand.self, VaultListCommand.self, VaultShowCommand.self, VaultExportCommand.self,
            VaultVerifyCommand.self,
        ]
    )
}
