import AutomationCore

/// Work that is cancelled when it takes too long.
enum TimeBound {
    private enum Event<Result: Sendable>: Sendable {
        case result(Result)
        case late
        /// The alarm was called off, because the work is done or because the caller was cancelled.
        case calledOff
    }

    /// Carries out `body`; nil when it was not done in time. It has ended in any case.
    static func run<Result: Sendable>(
        _ limit: Duration,
        clock: any WorldClock,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        try await withThrowingTaskGroup(of: Event<Result>.self) { group in
            group.addTask { .result(try await body()) }
            group.addTask {
                do { try await clock.sleep(for: limit) } catch { return .calledOff }
                return .late
            }
            defer { group.cancelAll() }
            while let event = try await group.next() {
                switch event {
                case .result(let result): return result
                case .late: return nil
                case .calledOff: continue
                }
            }
            return nil
        }
    }
}
