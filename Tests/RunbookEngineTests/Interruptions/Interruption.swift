import CloudSimulator
import RunbookEngine
import Synchronization
import TestSupport
import Testing

/// Interrupts the run of a runbook before one of its jobs, the finest steps that a run has.
extension RunbookFixture {
    /// How many jobs an undisturbed run of `body` takes.
    func jobCount(_ body: String) async throws -> Int {
        let executor = setting.simulation.executor
        let before = executor.jobsRun
        _ = try await runInterrupted(body) { _, _ in true }
        return executor.jobsRun - before
    }

    /// Runs `body` and cancels it, in order, before the job with this number; returns how it ended.
    func run(_ body: String, cancelledBeforeJob number: Int) async throws -> RunReport {
        let report = try await runInterrupted(body) { job, run in
            if job == number { run.cancel() }
            return true
        }
        return try #require(report)
    }

    /// Runs `body` and stops everything dead before the job with this number.
    func run(_ body: String, unpluggedBeforeJob number: Int) async throws {
        _ = try await runInterrupted(body) { job, _ in job < number }
    }

    private func runInterrupted(
        _ body: String,
        beforeJob: @escaping @Sendable (Int, RunHandle) -> Bool
    ) async throws -> RunReport? {
        let (runner, runbook) = (runner(), runbook(body))
        let executor = setting.simulation.executor
        let first = executor.jobsRun
        let handle = RunHandle()
        let simulation = setting.simulation
        return try await onThread {
            try simulation.run(
                {
                    let task = Task(executorPreference: executor) { await runner.run(runbook) }
                    handle.set(task)
                    return await task.value
                },
                beforeJob: { beforeJob($0 - first, handle) }
            )
        }
    }
}

/// The task of a run, cancelled now or as soon as it begins.
final class RunHandle: Sendable {
    private struct State {
        var task: Task<RunReport, Never>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    func set(_ task: Task<RunReport, Never>) {
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }
}
