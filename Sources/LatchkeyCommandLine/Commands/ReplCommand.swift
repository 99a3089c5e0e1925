import ArgumentParser
import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins

/// `latchkey repl`.
struct ReplCommand: AsyncParsableCommand, RunOptions {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Try Lua and the modules out at a prompt.",
        discussion: """
            Every module is a global variable, and calls wait as they do in a runbook. An expression shows its values, \
            with or without = before it; what is not complete goes on on the next line; a local that a line begins with \
            is kept. Tab completes names. Ctrl-C stops what is going on, and Ctrl-D leaves.

            Lines are kept in ~/.local/state/latchkey/repl_history, with mode 0600; those that begin with a blank are not.

            When the standard input is no terminal, its lines are carried out one after the other, and the first that \
            fails ends the session.

            EXIT CODES:
              0    all lines were carried out, or a person has left
              1    a line failed that came from a file or a pipe
              64   the command line cannot be carried out: an option is missing or wrong
              130  interrupted (Ctrl-C), lines from a file or a pipe; 143: terminated; 129: the terminal was closed
            """
    )

    @OptionGroup var servers: ServerOptions

    @Flag(help: "Allow secrets to be turned into text with secret:reveal().")
    var reveal = false

    @OptionGroup var passphrase: PassphraseOptions

    @Option(
        defaultAsFlag: ArgumentList.simulatedServers,
        parsing: .next,
        help: ArgumentHelp("Work on a simulated cloud with N new Windows servers.", valueName: "N")
    )
    var simulate: Int?

    @Option(help: "What the simulator's chances come from; the same seed gives the same cloud.")
    var seed: UInt64 = 1

    @OptionGroup(title: "Inputs") var inputs: InputOptions
    @OptionGroup(title: "Grants") var grants: GrantOptions
    @OptionGroup(title: "Inputs") var inventory: InventoryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let simulate, !(1...10_000).contains(simulate) {
            throw ValidationError("--simulate: expected 1 to 10000 servers, got \(simulate)")
        }
        if simulate != nil, common.cloud.endpoint != nil {
            throw ValidationError("--simulate and --endpoint exclude each other")
        }
        if common.output.json { throw ValidationError("--json: a session has no result to write as a document") }
    }

    func run() async throws {
        let code: ExitCode?
        do {
            code = try await execute()
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
        if let code { throw code }
    }

    private func execute() async throws -> ExitCode? {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let environment = ProcessInfo.processInfo.environment
        // The simulator is here, and no proxy or certificate stands between.
        let network =
            simulate == nil ? try common.network.transport(environment: environment, files: files) : TransportOptions()
        return try await HTTPClientTransport.withTransport(options: network) { transport in
            let world = World.machine(
                transport,
                files: files,
                environment: environment,
                speed: common.cloud.speed ?? (simulate == nil ? 1 : 60)
            )
            let display = ProgressDisplay(clock: world.cloudClock, isVerbose: common.output.verbose)
            return try await pluginSetup(world, display, environment).use { plugins in
                let events = ReplEvents(next: EventFanOut([display] + plugins.eventSinks))
                return try await execute(world, events, plugins, environment)
            }
        }
    }

    private func execute(
        _ world: World,
        _ events: ReplEvents,
        _ plugins: ActivePlugins,
        _ environment: [String: String]
    ) async throws -> ExitCode? {
        guard let simulate else {
            return try await converse(
                with: try await setup(world, events, environment, plugins).parts(),
                events,
                environment
            )
        }
        return try await ScratchFolder.withFolder { scratch in
            let fleet = try SimulatedFleet(
                count: simulate,
                speed: world.speed,
                seed: seed,
                clock: world.clock,
                folder: scratch
            )
            let setup = try setup(world, events, environment, plugins, scratch: scratch)
            return try await SimulatedRun(fleet: fleet, setup: setup, events: events).serving { parts in
                events.receive(.log(.info, "the private key of their key pair is in \(fleet.keyFile)", server: nil))
                return try await converse(with: parts, events, environment)
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

    private func setup(
        _ world: World,
        _ events: any EventSink,
        _ environment: [String: String],
        _ plugins: ActivePlugins,
        scratch: String? = nil
    ) throws -> RunSetup {
        // Who only tries Lua out needs no vault; without one nothing that would need it is begun.
        let throwAway = try scratch.map { try common.store.store(environment: environment, world: world, scratch: $0) }
        let vault = try throwAway ?? common.store.readableStore(environment: environment, world: world)
        return RunSetup(
            cloud: CloudSetup(
                world: world,
                events: events,
                options: common,
                environment: environment,
                store: try common.namedStore(plugins, world: world) ?? vault,
                plugins: plugins
            ),
            options: self,
            grants: try grants.grants(environment: environment, files: world.files)
        )
    }
}
