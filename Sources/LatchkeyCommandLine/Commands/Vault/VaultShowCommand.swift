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
            --reveal writes the current password, or the pending one or those of the history where asked for, one a line.

            --json writes what is asked for as `vault list --json` does; the password stands in it only with --reveal.

            EXIT CODES:
              0    it is done
              1    it is done, and a password of the server is damaged, or which is the current one is not certain
              64   what was asked for is not there, is damaged, or cannot be opened
            """
    )

    @Argument(help: "The server's id, or its whole name.")
    var server: String

    @Flag(help: "Write the password in the open; needs the identity.")
    var reveal = false

    @Flag(help: "Only the password that a reset was sent with, and that the cloud has not confirmed.")
    var pending = false

    @Flag(help: "Only earlier and unconfirmed passwords, the newest first.")
    var history = false

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    @OptionGroup var store: StoreOptions

    func validate() throws {
        if pending, history { throw ValidationError("--pending and --history exclude each other") }
    }

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let store = frame.store()
            let found = try store.server(server)
            let notes = VaultNotes(store: store)
            notes.tellOfRecipients()
            notes.tellOfOtherStore(found, world: frame.world)
            let place: VaultServer.Entry.Place? = pending ? .pending : history ? .history : reveal ? .current : nil
            let entries = place.map(found.entries) ?? found.entries
            notes.tellOfLost(found)
            guard !entries.isEmpty || (place == nil && !found.damaged.isEmpty) else {
                throw nothing(place, found, store)
            }
            // Who reads one is told then.
            let faults = reveal ? [] : store.faults(of: found)
            for fault in faults { notes.tell(of: fault) }
            try write(entries, place, found, store)
            if !found.lost.isEmpty || found.isInDoubt || !faults.isEmpty { throw ExitCode.runbookFailed }
        }
    }

    private func nothing(
        _ place: VaultServer.Entry.Place?,
        _ found: VaultServer,
        _ store: VaultStore
    ) -> AutomationError {
        let which = place.map { $0 == .history ? "earlier " : "\($0.rawValue) " } ?? ""
        let command = place == nil ? "list" : "show \(VaultAdvice.quoted(server))"
        return AutomationError(
            .notFound,
            "\(store.name) holds no \(which)password of \(found.name ?? found.id) that can be used",
            hint: "see what there is with: \(store.advice.command(command))"
        )
    }

    private func write(
        _ entries: [VaultServer.Entry],
        _ place: VaultServer.Entry.Place?,
        _ found: VaultServer,
        _ store: VaultStore
    ) throws {
        if json {
            let machine = try VaultDocument.Machine(found, place: place) { entry in
                reveal ? try store.secret(entry, of: found).withExposedText { $0 } : nil
            }
            return try Console.results([try VaultFrame.json(VaultDocument(servers: [machine]))])
        }
        guard reveal else {
            let all = place == nil ? entries + found.damaged : entries
            let rows = all.map { [$0.place.rawValue, $0.storedAt.formatted(.iso8601), $0.origin, $0.file] }
            return try Console.results(TableText.lines(rows))
        }
        try Console.results(
            entries.map { entry in try store.secret(entry, of: found).withExposedText { $0 } }
        )
    }
}

extension VaultServer.Entry {
    /// Where the password came from, in a word or two.
    var origin: String {
        if isFound { return "found" }
        return isFromReset ? "reset" : sealedDigest == nil ? "stored" : "initial password"
    }
}
