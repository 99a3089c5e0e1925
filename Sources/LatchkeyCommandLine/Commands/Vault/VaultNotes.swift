import AutomationCore
import Foundation
import PluginHost
import StandardPlugins

/// What is told on the standard error beside what a command of `latchkey vault` was asked for.
struct VaultNotes {
    let store: VaultStore

    /// The vault can be read, and nothing can be stored in it.
    func tellOfRecipients() {
        guard let problem = store.recipientsProblem() else { return }
        Console.note("warning: \(problem.description)")
        if let hint = problem.hint { Console.note("hint: \(hint)") }
    }

    /// A record, or a password's file, that is no good.
    func tell(of server: VaultContents.Unreadable) {
        Console.note("error: \(server.id): \(server.reason)")
        if let hint = server.hint { Console.note("hint: \(hint)") }
    }

    /// The passwords that are lost with a damaged file, unless it is restored, and what is not certain.
    func tellOfLost(_ server: VaultServer) {
        tellOfDoubt(server)
        guard !server.lost.isEmpty else { return }
        for entry in server.lost {
            let which = entry.was.map { "the \($0.rawValue.uppercased()) password" } ?? "a password"
            Console.note("error: \(server.name ?? server.id): \(which) is lost, its file is damaged: \(entry.file)")
        }
        Console.note("hint: \(store.adviceOnLost(server))")
    }

    /// Which password is the current one is not certain.
    private func tellOfDoubt(_ server: VaultServer) {
        guard server.isInDoubt else { return }
        Console.note("error: \(server.name ?? server.id): \(VaultAdvice.doubt)")
        Console.note("hint: \(store.adviceOnDoubt(server))")
    }

    /// Since when the password is the vault's last, where the project's new ones go elsewhere.
    func tellOfOtherStore(_ server: VaultServer, world: World) {
        let project: Project
        do { project = try Project(files: world.files) } catch {
            return Console.note(
                "note: \(error.description); so it is not known whether new passwords of this project go elsewhere"
            )
        }
        guard let other = project.file.store else { return }
        let time = (server.entries(.current).first ?? server.entries.first)?.storedAt.formatted(.iso8601)
        let since = time.map { "; what the vault holds is of \($0), and may be stale" } ?? ""
        Console.note(
            "note: new passwords of this project go to the store of the plugin \"\(other)\", as \(ProjectFile.name) says"
                + since
        )
    }
}
