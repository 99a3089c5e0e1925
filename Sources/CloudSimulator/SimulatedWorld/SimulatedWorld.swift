public import AutomationCore
public import Foundation
import Synchronization

/// A world in which ten minutes take no time and the same seed gives the same run.
///
/// Its clock jumps to the next deadline when nothing can run, its randomness comes from a seed, and everything runs in
/// order on the thread that calls ``run(_:)``.
public struct SimulatedWorld: Sendable {
    /// The clock that jumps.
    public let clock: SimulatedClock
    /// The generator that the seed decides.
    public let randomness: SeededRandomSource
    /// The executor that runs everything in order.
    public let executor: SimulatedExecutor

    /// Makes a world whose calendar starts at `start`.
    public init(seed: UInt64, start: Date = Date(timeIntervalSince1970: 1_800_000_000)) {
        clock = SimulatedClock(start: start)
        randomness = SeededRandomSource(seed: seed)
        executor = SimulatedExecutor()
    }

    /// This world as the rest of Latchkey sees it.
    public func world(transport: any Transport, files: FileRoot) -> World {
        var world = World(
            clock: clock,
            randomness: randomness,
            transport: transport,
            executor: executor,
            files: files
        )
        world.isRepeatable = true
        return world
    }

    /// Runs `body` to its end on the calling thread, letting time jump whenever nothing can run.
    ///
    /// - Throws: What `body` throws, or ``SimulationError`` when nothing can run any more, or when a job came from
    ///   another thread, which would make the run depend on more than its seed.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) throws -> Result {
        guard let result = try run(body, beforeJob: { _ in true }) else {
            throw SimulationError("the run was stopped before it was done")
        }
        return result
    }

    /// Runs `body` like ``run(_:)``, but asks before each job whether to go on.
    ///
    /// - Parameter beforeJob: Gets the number of jobs run so far; returning false pulls the plug: nothing of the run
    ///   happens any more, not even its clean-up.
    /// - Returns: What `body` returned; nil when the plug was pulled.
    public func run<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result,
        beforeJob: (Int) -> Bool
    ) throws -> Result? {
        let outcome = Outcome<Result>()
        let task = Task(executorPreference: executor) {
            do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
        }
        try executor.drive(until: { outcome.get() != nil }, advance: clock.advance, beforeJob: beforeJob)
        withExtendedLifetime(task) {}
        guard executor.foreignJobs == 0 else {
            throw SimulationError("\(executor.foreignJobs) jobs came from other threads, so the run is not repeatable")
        }
        return try outcome.get()?.get()
    }
}

/// Where the outcome of a run is put down.
private final class Outcome<Value: Sendable>: Sendable {
    private let value = Mutex<Result<Value, any Error>?>(nil)

    func set(_ result: Result<Value, any Error>) {
        value.withLock { $0 = result }
    }

    func get() -> Result<Value, any Error>? {
        value.withLock { $0 }
    }
}
