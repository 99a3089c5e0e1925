import AutomationCore
import Foundation

/// The machine, without a network and with nobody listening.
enum QuietWorld {
    struct Events: EventSink {
        func receive(_ event: RunEvent) {}
    }

    private struct NoTransport: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }

    static func world(_ folder: String) -> World {
        World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: NoTransport(),
            executor: globalConcurrentExecutor,
            files: FileRoot(folder)
        )
    }

    /// What the process has used of the processor, in seconds.
    static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
