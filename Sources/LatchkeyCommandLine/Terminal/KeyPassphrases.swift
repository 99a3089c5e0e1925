import AutomationCore
import Foundation
import StandardPlugins

/// The passphrases of protected keys: from a file, a variable, or whoever sits at the terminal.
struct KeyPassphrases: PassphraseSource {
    /// The variables that are looked at, in this order; the second is that of the tool nova-password.
    private static let variables = ["LATCHKEY_KEY_PASSPHRASE", "NOVA_PASSWORD_KEY_PASSWORD"]
    /// How often somebody may mistype.
    private static let mostQuestions = 3

    let file: String?
    let environment: [String: String]
    let files: FileRoot
    let terminal: any Terminal

    var advice: String {
        "give --key-passphrase-file FILE, or set LATCHKEY_KEY_PASSPHRASE"
            + (terminal.isInteractive ? "" : "; on a terminal it would be asked for")
    }

    func passphrase(for name: String, attempt: Int) async throws -> (passphrase: Secret, origin: String)? {
        if let file {
            guard attempt == 1 else { return nil }
            let secret = try SecretFile.firstLine(files.resolve(file), called: "the passphrase file \(file)")
            return (secret, "the first line of \(file)")
        }
        for variable in Self.variables {
            guard let text = environment[variable], !text.isEmpty else { continue }
            return attempt == 1 ? (Secret(text), "that of the variable \(variable)") : nil
        }
        guard terminal.isInteractive, attempt <= Self.mostQuestions else { return nil }
        let again = attempt == 1 ? "" : "That does not open it. "
        let answer = try await terminal.askSecretly("\(again)Passphrase of \(TableText.plain(name)): ")
        guard let answer, !answer.isEmpty else { return nil }
        return (answer, "what was typed")
    }
}
