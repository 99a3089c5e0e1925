import ArgumentParser
import AutomationCore
import Foundation
import Synchronization
import UnixSignals

/// Ctrl-C, SIGTERM and a closed terminal in a session.
///
/// Ctrl-C stops what is going on, and nothing else: the session goes on. Where the lines do not come from a person it
/// ends the session, as the other signals always do; what was begun is finished first. A second one that comes before
/// that is done ends the process.
final class ReplSignals: Sendable {
    private struct State {
        var work: Task<Void, Never>?
        var stopped: MonotonicInstant?
        var exitCode: ExitCode?
    }

    /// Programs such as `timeout` signal the process and its group: what follows so soon is the same signal once more.
    private static let echo = Duration.seconds(1)

    private let clock = SystemClock()
    private let state = Mutex(State())
    private let lines: any LineSource

    init(lines: any LineSource) {
        self.lines = lines
    }

    /// The exit code of the signal that ends the session; nil when none has come.
    var exitCode: ExitCode? { state.withLock { $0.exitCode } }

    /// Listens as long as `body` runs.
    func listening<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let signals = await UnixSignalsSequence(trapping: .sighup, .sigint, .sigterm)
        let listener = Task {
            for await signal in signals { handle(signal) }
        }
        defer { listener.cancel() }
        return try await body()
    }

    /// Carries out what a signal stops.
    func stoppable(_ body: @escaping @Sendable () async -> Void) async {
        let work = Task { await body() }
        let isEnding = state.withLock { state in
            state.work = work
            state.stopped = nil
            return state.exitCode != nil
        }
        // The signal came just before.
        if isEnding { work.cancel() }
        await work.value
        state.withLock { $0.work = nil }
    }

    private func handle(_ signal: UnixSignal) {
        let now = clock.now
        let isLeaving = signal != .sigint || !lines.isInteractive
        let (work, earlier) = state.withLock { state in
            defer { if state.work != nil || isLeaving { state.stopped = state.stopped ?? now } }
            if isLeaving, state.exitCode == nil {
                state.exitCode = signal == .sigint ? .interrupted : signal == .sighup ? .hungUp : .terminated
            }
            return (state.work, state.stopped)
        }
        if isLeaving { lines.stop() }
        guard let work else { return }
        if let earlier {
            guard earlier.duration(to: now) > Self.echo else { return }
            Console.note("stopped at once; what was stored before is still stored")
            Foundation.exit((exitCode ?? .interrupted).rawValue)
        }
        work.cancel()
        tellWhenItTakesLong(work)
    }

    private func tellWhenItTakesLong(_ work: Task<Void, Never>) {
        Task {
            try? await clock.sleep(for: Self.echo)
            let isStillThere = state.withLock { $0.work == work }
            if isStillThere { Console.note("stopping: what was begun is finished; once more to end latchkey at once") }
        }
    }
}
