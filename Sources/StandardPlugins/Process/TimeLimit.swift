import AutomationCore

/// Ends what takes too long.
enum TimeLimit {
    /// It took too long.
    struct Exceeded: Error {}

    /// Runs `body`, and cancels it when the time is up; returns or throws only after it has ended.
    ///
    /// - Throws: ``Exceeded``, or what `body` throws.
    static func run<Result: Sendable>(
        _ limit: Duration,
        on clock: any WorldClock,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await clock.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            // Leaving the group waits for both.
            guard let first = try await group.next(), let result = first else { throw Exceeded() }
            return result
        }
    }
}
