import ArgumentParser
import AutomationCore
import CloudPasswords
import Foundation
import PluginHost
import StandardPlugins

/// What all commands have in common that call the cloud once: setting up, stopping in order, saying how it ended.
struct CommandFrame {
    let options: CommonOptions
    let result: ResultOptions
    /// Whether passwords are stored or looked up. Without it there need not be a vault.
    var needsStore = true

    /// Does the work of a command and writes what came of it.
    ///
    /// - Throws: `ExitCode` when it is not 0.
    func run(_ body: @escaping @Sendable (CommandSession) async throws -> CommandReport) async throws {
        let watch = SignalWatch()
        var report: CommandReport
        do {
            report = try await execute(watch, body)
        } catch let error as AutomationError {
            report = CommandReport(error: error)
        } catch is CancellationError {
            report = CommandReport(error: AutomationError(.cancelled, "stopped before anything was done"))
        }
        report.error = watch.endingError(beside: report.error)
        for error in report.errors { Console.error(error) }
        if result.json {
            try Console.results([try report.json(wasInterrupted: watch.exitCode != nil)])
        } else {
            try Console.results(report.lines)
        }
        if let code = watch.exitCode ?? report.exitCode { throw code }
    }

    private func execute(
        _ watch: SignalWatch,
        _ body: @escaping @Sendable (CommandSession) async throws -> CommandReport
    ) async throws -> CommandReport {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let environment = ProcessInfo.processInfo.environment
        let network = try options.network.transport(environment: environment, files: files)
        return try await HTTPClientTransport.withTransport(options: network) { transport in
            let world = World.machine(
                transport,
                files: files,
                environment: environment,
                speed: options.cloud.speed ?? 1
            )
            let display = ProgressDisplay(clock: world.cloudClock, isVerbose: options.output.verbose)
            let plugins = try options.plugins(world: world, events: display, environment: environment)
            return try await plugins.use(failures: watch.failures) { active in
                try await execute(watch, world, EventFanOut([display] + active.eventSinks), active, environment, body)
            }
        }
    }

    private func execute(
        _ watch: SignalWatch,
        _ world: World,
        _ events: any EventSink,
        _ plugins: ActivePlugins,
        _ environment: [String: String],
        _ body: @escaping @Sendable (CommandSession) async throws -> CommandReport
    ) async throws -> CommandReport {
        let setup = CloudSetup(
            world: world,
            events: events,
            options: options,
            environment: environment,
            store: needsStore
                ? try await options.usedStore(plugins, environment: environment, world: world) : UnopenedStore(),
            plugins: plugins
        )
        let cloud = try setup.open()
        let session = CommandSession(
            world: world,
            events: events,
            passwords: cloud.passwords,
            store: setup.store,
            terminal: SystemTerminal(),
            environment: environment
        )
        defer { cloud.keepLearned() }
        return try await watch.watch(events: events) { try await body(session) }
    }
}
