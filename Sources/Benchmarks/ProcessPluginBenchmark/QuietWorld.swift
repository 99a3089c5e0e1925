import AutomationCore
import Foundation
import StandardPlugins

/// The world of this machine without a network.
enum QuietWorld {
    static func make() -> World {
        World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: NoTransport(),
            executor: globalConcurrentExecutor,
            files: FileRoot(FileManager.default.currentDirectoryPath),
            processes: SystemProcesses(environment: ProcessInfo.processInfo.environment)
        )
    }
}

/// A network where nobody is.
private struct NoTransport: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse {
        throw TransportError(.unknownHost)
    }
}

/// Hears and tells nobody.
struct QuietEvents: EventSink {
    func receive(_ event: RunEvent) {}
}
