import Foundation
import Synchronization

/// Runs every job of a simulated world in order, on the one thread that drives it.
///
/// When no job is ready it lets the clock jump to the next deadline. Tasks and default actors follow a task's executor
/// preference, so one object that is both a task executor and a serial executor makes a whole run deterministic.
public final class SimulatedExecutor: TaskExecutor, SerialExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var next = 0
        var driver: pthread_t?
        var foreignJobs = 0
        var jobsRun = 0
    }

    private let state = Mutex(State())

    /// Makes an executor that nobody drives yet.
    public init() {}

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let thread = pthread_self()
        state.withLock { state in
            if let driver = state.driver, pthread_equal(driver, thread) == 0 { state.foreignJobs += 1 }
            state.jobs.append(job)
        }
    }

    /// How many jobs have run so far: the finest measure of how far a run has come.
    public var jobsRun: Int { state.withLock { $0.jobsRun } }

    /// How many jobs came from other threads. Anything but 0 means that the run was not deterministic.
    public var foreignJobs: Int { state.withLock { $0.foreignJobs } }

    /// Runs jobs until `isDone`, on the calling thread.
    ///
    /// - Parameters:
    ///   - advance: Called when nothing is ready; lets time jump and returns false when there is nothing to wait for.
    ///   - beforeJob: Called with the number of jobs run so far; returns false to stop dead, as if the plug were
    ///     pulled.
    /// - Throws: ``SimulationError`` when nothing is ready, nothing is waited for, and it is not done.
    func drive(
        until isDone: () -> Bool,
        advance: () -> Bool,
        beforeJob: (Int) -> Bool
    ) throws(SimulationError) {
        state.withLock { $0.driver = pthread_self() }
        defer { state.withLock { $0.driver = nil } }
        while !isDone() {
            if let job = takeJob() {
                guard beforeJob(jobsRun) else { return }
                state.withLock { $0.jobsRun += 1 }
                job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(),
                    taskExecutor: asUnownedTaskExecutor()
                )
            } else if !advance() {
                throw SimulationError(
                    "nothing can run and nothing is waited for: a deadlock, or a task that runs outside this world "
                        + "(an unstructured Task must be given the executor)"
                )
            }
        }
    }

    private func takeJob() -> UnownedJob? {
        state.withLock { state in
            guard state.next < state.jobs.count else {
                state.jobs.removeAll(keepingCapacity: true)
                state.next = 0
                return nil
            }
            defer { state.next += 1 }
            return state.jobs[state.next]
        }
    }
}
