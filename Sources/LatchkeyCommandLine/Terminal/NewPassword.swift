import AutomationCore
import Foundation

/// Where a new password comes from; never from the command line, which other users can read.
enum NewPassword: Sendable, Equatable {
    case generated
    case file(String)
    case input
    case asked

    /// The password; nil to have one generated.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``, or `CancellationError`.
    func password(terminal: any Terminal, files: FileRoot) async throws -> Secret? {
        switch self {
        case .generated: return nil
        case .file(let path):
            return try SecretFile.firstLine(files.resolve(path), called: "the password file \(path)")
        case .input:
            if terminal.isInteractive { return try await Self.ask(terminal) }
            let contents = try await terminal.everything(limit: SecretFile.largest)
            return try SecretFile.firstLine(of: contents, called: "the standard input")
        case .asked:
            guard terminal.isInteractive else {
                throw AutomationError(
                    .input,
                    "--ask-password needs a terminal to ask on",
                    hint: "give --password-file FILE, or --password-file - to read the standard input"
                )
            }
            return try await Self.ask(terminal)
        }
    }

    private static func ask(_ terminal: any Terminal) async throws -> Secret {
        guard let first = try await terminal.askSecretly("New password: "), !first.isEmpty,
            let second = try await terminal.askSecretly("Once more: ")
        else {
            throw AutomationError(.input, "no password was typed; nothing was done")
        }
        guard first.matches(second) else {
            throw AutomationError(.input, "the two passwords are not the same; nothing was done", hint: "try again")
        }
        return first
    }
}
