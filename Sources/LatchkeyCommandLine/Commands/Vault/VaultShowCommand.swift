import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// `latchkey vault show`.
struct VaultShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is stored for a server, and with --reveal its password.",
        discussion: """
            --reveal writes the current password, or the pending one or those of the history where asked for, one a line, \
            the newest first. It needs the identity.
            """
    )

    @Argument(help: "The server's id, or its whole name.")
    var server: String

    @Flag(help: "Write the password in the open.")
    var reveal = false

    @Flag(help: "The password that a reset was sent with, and that the cloud has not confirmed.")
    var pending = false

    @Flag(help: "Earlier and unconfirmed passwords.")
    var history = false

    @OptionGroup var store: StoreOptions

    func validate() throws {
        if pending, history { throw ValidationError("--pending and --history exclude each other") }
    }

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let store = try frame.store()
            let found = try store.server(server)
            let place: VaultServer.Entry.Place? = pending ? .pending : history ? .history : reveal ? .current : nil
            let entries = place.map(found.entries) ?? found.entries
            guard !entries.isEmpty else {
                throw AutomationError(
                    .notFound,
                    "\(store.name) holds no \(place == .history ? "earlier" : place?.rawValue ?? "") password of "
                        + (found.name ?? found.id),
                    hint: "see what there is with: latchkey vault show '\(server)'"
                )
            }
            guard reveal else {
                let rows = entries.map { [$0.place.rawValue, $0.storedAt.formatted(.iso8601), $0.origin, $0.file] }
                return try Console.results(TableText.lines(rows))
            }
            try Console.results(
                entries.map { entry in try store.secret(entry, of: found).withExposedText { $0 } }
            )
        }
    }
}

extension VaultServer.Entry {
    /// Where the password came from, in a word or two.
    var origin: String { isFromReset ? "reset" : sealedDigest == nil ? "stored" : "initial password" }
}
