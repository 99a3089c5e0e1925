import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import PluginHost

/// What a run and a session at a prompt stand on: the way to a cloud, be it simulated or not, and the plugins.
struct RunFrame {
    let options: RunOptions
    let environment: [String: String]
    let world: World
    /// Who hears what happens: the display, and the plugins that ask to.
    let events: any EventSink
    let plugins: ActivePlugins

    /// Lends `body` what the options ask for.
    ///
    /// - Parameter failures: Hears of plugins that fail without which the run must not go on.
    /// - Throws: ``AutomationError`` when something cannot be what it should, or what `body` throws.
    static func open<Result: Sendable>(
        _ options: RunOptions,
        failures: PluginFailures = PluginFailures(),
        _ body: (RunFrame) async throws -> Result
    ) async throws -> Result {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let environment = ProcessInfo.processInfo.environment
        // The simulator is here, and no proxy or certificate stands between.
        let network =
            options.simulate == nil
            ? try options.common.network.transport(environment: environment, files: files) : TransportOptions()
        return try await HTTPClientTransport.withTransport(options: network) { transport in
            let world = World.machine(transport, files: files, environment: environment, speed: options.speed)
            let display = ProgressDisplay(clock: world.cloudClock, isVerbose: options.common.output.verbose)
            let plugins = try options.common.plugins(world: world, events: display, environment: environment)
            return try await plugins.use(failures: failures) { plugins in
                try await body(
                    RunFrame(
                        options: options,
                        environment: environment,
                        world: world,
                        events: EventFanOut([display] + plugins.eventSinks),
                        plugins: plugins
                    )
                )
            }
        }
    }

    /// A simulated cloud as the options describe it, whose key file goes into `folder`.
    func fleet(of count: Int, folder: String) throws -> SimulatedFleet {
        try SimulatedFleet(count: count, speed: world.speed, seed: options.seed, clock: world.clock, folder: folder)
    }

    /// Everything that Lua works with, which keeps passwords in `store`.
    ///
    /// - Parameter events: Who hears what happens, where that is not ``events`` itself.
    func setup(store: any SecretStore, events: (any EventSink)? = nil) throws -> RunSetup {
        RunSetup(
            cloud: CloudSetup(
                world: world,
                events: events ?? self.events,
                options: options.common,
                environment: environment,
                store: store,
                plugins: plugins
            ),
            options: options,
            grants: try options.common.grants.grants(environment: environment, files: world.files)
        )
    }
}
