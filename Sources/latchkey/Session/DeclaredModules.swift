import AutomationCore
import Foundation
import RunbookEngine
import StandardPlugins

/// The declarations of everything that runbooks can call, for commands that call nothing of it.
enum DeclaredModules {
    /// All modules. Their functions must not be called: there is no cloud and no store behind them.
    static func all() -> [HostModule] { RunbookRunner.modules(with: plugins) }

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
