import AgeEncryption
import ArgumentParser

/// Whom a vault encrypts for.
struct RecipientOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Whom to encrypt for; once per recipient.", valueName: "age1...")
    )
    var recipient: [String] = []

    func validate() throws {
        _ = try recipients()
    }

    /// The recipients that were given.
    func recipients() throws -> [AgeRecipient] {
        try recipient.map { text in
            do throws(AgeError) { return try AgeRecipient(text) } catch {
                throw ValidationError("--recipient: \(error.message)")
            }
        }
    }
}
