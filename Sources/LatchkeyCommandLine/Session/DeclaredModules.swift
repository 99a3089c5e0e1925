import ArgumentParser
import AutomationCore
import Foundation
import RunbookEngine
import StandardPlugins

/// The declarations of everything that runbooks can call, for commands that call nothing of it.
enum DeclaredModules {
    /// The built-in modules. Their functions must not be called: there is no cloud and no store behind them.
    static var builtIn: [HostModule] { RunbookRunner.modules(with: plugins) }

    /// All modules, those of plugins too. A plugin that cannot be loaded is told of on the standard error.
    ///
    /// - Throws: `ExitCode`.
    static func shown(_ options: PluginFolderOptions) async throws -> [HostModule] {
        do {
            return RunbookRunner.modules(with: plugins + (try await team(options)))
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    /// The plugins that are not built in, loaded and not provisioned.
    ///
    /// - Throws: ``AutomationError`` when one cannot be loaded.
    static func team(_ options: PluginFolderOptions) async throws -> [any Plugin] {
        let environment = ProcessInfo.processInfo.environment
        var world = world
        world.processes = SystemProcesses(environment: environment)
        return try await PluginSetup(
            world: world,
            events: ProgressDisplay(clock: world.cloudClock, isVerbose: false),
            environment: environment,
            options: options
        ).declared()
    }

    /// All plugins but the engine's own, likewise.
    static var plugins: [any Plugin] {
        StandardPlugins.all(
            cloud: CloudSession(unavailable: AutomationError(.unavailable, "nothing is called here, only declared")),
            store: UnopenedStore()
        )
    }

    /// The machine, without its network.
    static var world: World {
        World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: AbsentTransport(),
            executor: globalConcurrentExecutor,
            files: FileRoot(FileManager.default.currentDirectoryPath)
        )
    }

    private struct AbsentTransport: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }
}
