import AutomationCore
import Foundation

/// The question before something that cannot be undone.
struct Confirmation {
    /// The most servers that are listed.
    private static let mostShown = 20

    /// The command that asks.
    let command: String
    /// Whether the operator has answered in advance, with `--yes`.
    let isGiven: Bool
    let terminal: any Terminal

    /// Looks whether the question can be asked at all, before anything is sent.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when there is neither `--yes` nor a terminal.
    func checkPossible() throws(AutomationError) {
        guard !isGiven, !terminal.isInteractive else { return }
        throw AutomationError(
            .input,
            "\(command) asks before it goes on, and there is no terminal to ask on; nothing was done",
            hint: "give --yes to go on without being asked"
        )
    }

    /// Asks; only a typed "yes" goes on.
    ///
    /// - Parameter consequence: What is about to happen, as a sentence without its end.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/cancelled`` when the answer is another one.
    func ask(_ consequence: String, on servers: [Server]) async throws {
        guard !isGiven else { return }
        var lines = [consequence + ":"]
        let width = servers.prefix(Self.mostShown).map { TableText.width($0.name ?? "") }.max() ?? 0
        lines += servers.prefix(Self.mostShown).map { server in
            "  " + (width > 0 ? TableText.padded(server.name ?? "", to: width) + "  " : "") + server.id
        }
        if servers.count > Self.mostShown { lines.append("  and \(servers.count - Self.mostShown) more") }
        lines.append("Type yes to go on: ")
        let answer = try await terminal.ask(lines.joined(separator: "\n"))
        guard answer?.trimmingCharacters(in: .whitespaces) == "yes" else {
            throw AutomationError(.cancelled, "the answer was not yes, so nothing was done")
        }
    }
}
