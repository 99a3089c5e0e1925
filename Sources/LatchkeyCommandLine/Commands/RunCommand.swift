import ArgumentParser
import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins

/// `latchkey run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a runbook.",
        discussion: """
            Progress goes to the standard error, the summary per server to the standard output.
            `latchkey run SCRIPT --help` tells which inputs the runbook takes, without running it.
            Ctrl-C stops in order: nothing new starts, and a reset that was begun is finished.

            \(ExitCode.table)
            """
    )

    @Argument(help: "The runbook, a Lua script.", completion: .file(extensions: ["lua"]))
    var script: String

    @OptionGroup var servers: ServerOptions

    @Flag(help: "Allow the runbook to turn secrets into text with secret:reveal().")
    var reveal = false

    @OptionGroup var passphrase: PassphraseOptions

    @Option(
        defaultAsFlag: ArgumentList.simulatedServers,
        parsing: .next,
        help: ArgumentHelp("Run against a simulated cloud with N new Windows servers.", valueName: "N")
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
    }

    func run() async throws {
        let watch = SignalWatch()
        let report: RunReport
        do {
            report = try await execute(watch: watch)
        } catch let error as AutomationError {
            Console.error(error)
            throw watch.exitCode ?? ExitCode(endingWith: error)
        } catch is CancellationError {
            throw watch.exitCode ?? .interrupted
        }
        if let error = report.error, !report.wasInterrupted { Console.error(error) }
        try Console.results(
            common.output.json ? [try RunReportJSON(report).text()] : RunSummary.lines(for: report)
        )
        if let code = watch.exitCode { throw code }
        if let error = report.error { throw error.kind == .input ? ExitCode.usage : ExitCode.runbookFailed }
        guard report.failedCount > 0 else { return }
        // Where every server failed for want of an option, it is the command line that failed.
        let isUsage = report.servers.allSatisfy { $0.error?.kind == .input }
        throw isUsage ? ExitCode.usage : ExitCode.serversFailed
    }

    private func execute(watch: SignalWatch) async throws -> RunReport {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let runbook = try RunbookFile.read(script, files: files)
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
                let events = EventFanOut([display] + plugins.eventSinks)
                return try await execute(runbook, watch, world, events, plugins, environment)
            }
        }
    }

    private func execute(
        _ runbook: Runbook,
        _ watch: SignalWatch,
        _ world: World,
        _ events: any EventSink,
        _ plugins: ActivePlugins,
        _ environment: [String: String]
    ) async throws -> RunReport {
        guard let simulate else {
            let store = try await common.usedStore(plugins, environment: environment, world: world)
            let setup = try setup(world, events, environment, store: store, plugins)
            return try await watch.watch(events: events) { try await setup.parts().run(runbook) }
        }
        return try await ScratchFolder.withFolder { scratch in
            let fleet = try SimulatedFleet(
                count: simulate,
                speed: world.speed,
                seed: seed,
                clock: world.clock,
                folder: scratch
            )
            let store = try await common.usedStore(
                plugins,
                environment: environment,
                world: world,
                scratch: scratch
            )
            let setup = try setup(world, events, environment, store: store, plugins)
            return try await watch.watch(events: events) {
                try await SimulatedRun(fleet: fleet, setup: setup, events: events).report(for: runbook)
            }
        }
    }

    private func setup(
        _ world: World,
        _ events: any EventSink,
        _ environment: [String: String],
        store: any SecretStore,
        _ plugins: ActivePlugins
    ) throws -> RunSetup {
        RunSetup(
            cloud: CloudSetup(
                world: world,
                events: events,
                options: common,
                environment: environment,
                store: store,
                plugins: plugins
            ),
            options: self,
            grants: try grants.grants(environment: environment, files: world.files)
        )
    }
}
