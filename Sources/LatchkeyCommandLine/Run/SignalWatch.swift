import ArgumentParser
import AutomationCore
import Foundation
import PluginHost
import Synchronization
import UnixSignals

/// Ctrl-C, SIGTERM and a closed terminal: the first stops the run in order, the second ends the process. A plugin that
/// the run must not go on without stops it in order, too.
final class SignalWatch: Sendable {
    private struct First {
        var code: ExitCode
        var time: MonotonicInstant
    }

    /// Programs such as `timeout` signal the process and its group: what follows so soon is the same signal once more.
    private static let echo = Duration.seconds(1)

    /// Failures of plugins that stop the run as a signal does.
    let failures = PluginFailures()
    private let clock = SystemClock()
    private let first = Mutex<First?>(nil)

    /// The exit code of the signal that came; nil when none did.
    var exitCode: ExitCode? { first.withLock { $0?.code } }

    /// What to say of a run that ended with `error`: that a plugin has ended it, and nobody who interrupted it. What else
    /// went wrong is told too.
    func endingError(beside error: AutomationError?) -> AutomationError? {
        guard let reason = failures.reason, exitCode == nil else { return error }
        guard let error, error.kind != .cancelled else { return reason }
        Console.error(reason)
        return error
    }

    /// Runs `body` and cancels its task on the first signal, or when a plugin fails without which it must not go on.
    func watch<Result: Sendable>(
        events: any EventSink,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let signals = await UnixSignalsSequence(trapping: .sighup, .sigint, .sigterm)
        let work = Task { try await body() }
        let watcher = Task {
            for await signal in signals { handle(signal, work: work, events: events) }
        }
        defer { watcher.cancel() }
        failures.onStop { error in
            let reason = "stopping because of \(error.message): nothing new starts, what was begun is finished"
            events.receive(.stopping(reason: reason))
            work.cancel()
        }
        defer { failures.onStop(nil) }
        return try await work.value
    }

    private func handle(_ signal: UnixSignal, work: Task<some Sendable, any Error>, events: any EventSink) {
        let code: ExitCode = signal == .sigint ? .interrupted : signal == .sighup ? .hungUp : .terminated
        let now = clock.now
        let earlier = first.withLock { first in
            defer { first = first ?? First(code: code, time: now) }
            return first
        }
        if let earlier {
            guard earlier.time.duration(to: now) > Self.echo else { return }
            Console.note("stopped at once; what was stored before is still stored")
            Foundation.exit(code.rawValue)
        }
        events.receive(
            .stopping(reason: "stopping: nothing new starts, what was begun is finished; once more to stop at once")
        )
        work.cancel()
    }
}
