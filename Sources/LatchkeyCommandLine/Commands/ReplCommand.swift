import ArgumentParser
import AutomationCore
import CloudPasswords
import Foundation
import RunbookEngine

/// `latchkey repl`.
struct ReplCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Try Lua and the modules out at a prompt.",
        discussion: """
            Every module is a global variable, and calls wait as they do in a runbook. An expression shows its values, \
            with or without = before it; what is not complete goes on on the next line; a local that a line begins with \
            is kept. Tab completes names. Ctrl-C stops what is going on, and Ctrl-D leaves.

            Lines are kept in repl_history in ~/.local/state/latchkey, or in the folder that LATCHKEY_STATE names, with \
            mode 0600; those that begin with a blank are not.

            When the standard input is no terminal, its lines are carried out one after the other, and the first that \
            fails ends the session.

            EXIT CODES:
              0    all lines were carried out, or a person has left
              1    a line failed that came from a file or a pipe
              64   the command line cannot be carried out: an option is missing or wrong
              130  interrupted (Ctrl-C), lines from a file or a pipe; 143: terminated; 129: the terminal was closed
            """
    )

    @OptionGroup var options: RunOptions

    /// Known so that it can be refused with the reason.
    @Flag(help: .hidden) var json = false

    func validate() throws {
        if json { throw ValidationError("--json: a session has no result to write as a document") }
    }

    func run() async throws {
        let code: ExitCode?
        do {
            code = try await RunFrame.open(options) { try await execute($0) }
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
        if let code { throw code }
    }

    private func execute(_ frame: RunFrame) async throws -> ExitCode? {
        let events = ReplEvents(next: frame.events)
        guard let simulate = options.simulate else {
            let setup = try frame.setup(store: try store(frame), events: events)
            return try await converse(with: try await setup.parts(), events, frame.environment)
        }
        return try await ScratchFolder.withFolder { scratch in
            let fleet = try frame.fleet(of: simulate, folder: scratch)
            let setup = try frame.setup(store: try store(frame, scratch: scratch), events: events)
            return try await SimulatedRun(fleet: fleet, setup: setup, events: events).serving { parts in
                events.receive(.log(.info, "the private key of their key pair is in \(fleet.keyFile)", server: nil))
                return try await converse(with: parts, events, frame.environment)
            }
        }
    }

    private func converse(
        with parts: RunParts,
        _ events: ReplEvents,
        _ environment: [String: String]
    ) async throws -> ExitCode? {
        defer { parts.opened.keepLearned() }
        return try await parts.withPlugins { try await converse(with: parts, $0, events, environment) }
    }

    private func converse(
        with parts: RunParts,
        _ plugins: [any Plugin],
        _ events: ReplEvents,
        _ environment: [String: String]
    ) async throws -> ExitCode? {
        let session = try await InteractiveSession(
            plugins: plugins,
            context: parts.context,
            inputs: parts.inputs,
            print: { Console.result($0) }
        )
        let lines: any LineSource = edited(session, environment) ?? PipedLines()
        let signals = ReplSignals(lines: lines)
        return await signals.listening {
            await ReplLoop(session: session, lines: lines, events: events, signals: signals).run()
        }
    }

    /// The terminal, when somebody sits there.
    private func edited(_ session: InteractiveSession, _ environment: [String: String]) -> EditedLines? {
        guard SystemTerminal().isInteractive else { return nil }
        let named = environment["LATCHKEY_STATE"].flatMap { $0.isEmpty ? nil : $0 }
        let path = (named ?? UserFolders.state(environment)) + "/repl_history"
        return EditedLines(
            history: ReplHistory(path: path, limit: EditedLines.historySize),
            completer: NameCompleter { await session.completion(of: $0) }
        )
    }

    private func store(_ frame: RunFrame, scratch: String? = nil) throws -> any SecretStore {
        let vault = options.common.store
        // Who only tries Lua out needs no vault; without one nothing that would need it is begun.
        let used =
            try scratch.map { try vault.store(environment: frame.environment, world: frame.world, scratch: $0) }
            ?? vault.readableStore(environment: frame.environment, world: frame.world)
        return try options.common.namedStore(
            frame.plugins,
            world: frame.world,
            isSimulated: scratch != nil
        ) ?? used
    }
}
