import AutomationCore

/// Calls into a plugin that may never return: whoever waits for one goes on without it.
struct BoundedCall: Sendable {
    private enum Ending<Result: Sendable>: Sendable {
        case ended(Swift.Result<Result, any Error>)
        case late
    }

    let world: World

    /// Waits for `body`, but no longer than `limit`.
    ///
    /// - Parameter what: What the message calls it.
    /// - Throws: ``ConformanceStop`` when it has not ended then; what `body` throws.
    func run<Result: Sendable>(
        _ what: String,
        within limit: Duration,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        switch await ending(of: body, within: limit, cancelledAfter: nil) {
        case .ended(let result): return try result.get()
        case .late: throw ConformanceStop.failed("\(what) takes longer than \(DurationText.format(limit))")
        }
    }

    /// How long `body` goes on after it was cancelled, which is after `delay`; nil when it does for longer than `limit`.
    func endingWhenCancelled(
        after delay: Duration,
        within limit: Duration,
        _ body: @escaping @Sendable () async throws -> Void
    ) async -> Duration? {
        let start = world.clock.now
        guard case .ended = await ending(of: body, within: delay + limit, cancelledAfter: delay) else { return nil }
        return max(start.duration(to: world.clock.now) - delay, .zero)
    }

    /// Tasks of their own, because a group would wait for a call that does not end.
    private func ending<Result: Sendable>(
        of body: @escaping @Sendable () async throws -> Result,
        within limit: Duration,
        cancelledAfter delay: Duration?
    ) async -> Ending<Result> {
        let (endings, continuation) = AsyncStream<Ending<Result>>.makeStream()
        let clock = world.clock
        let work = Task(executorPreference: world.executor) {
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            continuation.yield(.ended(result))
        }
        let alarm = Task(executorPreference: world.executor) {
            do {
                if let delay {
                    try await clock.sleep(for: delay)
                    work.cancel()
                }
                try await clock.sleep(for: limit - (delay ?? .zero))
            } catch { return }
            continuation.yield(.late)
        }
        defer {
            alarm.cancel()
            work.cancel()
        }
        for await ending in endings { return ending }
        return .late
    }
}
