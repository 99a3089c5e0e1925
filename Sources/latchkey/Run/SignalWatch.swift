import ArgumentParser
import AutomationCore
import Foundation
import Synchronization
import UnixSignals

/// Ctrl-C and SIGTERM: the first stops the run in order, the second ends the process.
final class SignalWatch: Sendable {
    private let first = Mutex<ExitCode?>(nil)

    /// The exit code of the signal that came; nil when none did.
    var exitCode: ExitCode? { first.withLock { $0 } }

    /// Runs `body` and cancels its task on the first signal.
    func watch<Result: Sendable>(
        events: any EventSink,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let work = Task { try await body() }
        let watcher = Task {
            for await signal in signals { handle(signal, work: work, events: events) }
        }
        defer { watcher.cancel() }
        return try await work.value
    }

    private func handle(_ signal: UnixSignal, work: Task<some Sendable, any Error>, events: any EventSink) {
        let code: ExitCode = signal == .sigint ? .interrupted : .terminated
        let isFirst = first.withLock { first in
            defer { first = first ?? code }
            return first == nil
        }
        guard isFirst else {
            Console.note("stopped at once; what was stored before is still stored")
            Foundation.exit(code.rawValue)
        }
        events.receive(
            .stopping(reason: "stopping: nothing new starts, what was begun is finished; once more to stop at once")
        )
        work.cancel()
    }
}
