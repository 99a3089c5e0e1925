/// All hooks of a run, asked in order.
public struct OperationHooks: Sendable {
    private let hooks: [any OperationHook]
    private let events: (any EventSink)?

    /// No hooks.
    public init() {
        hooks = []
        events = nil
    }

    /// Asks these in order; `events` hears of those that fail after an operation.
    public init(_ hooks: [any OperationHook], events: any EventSink) {
        self.hooks = hooks
        self.events = events
    }

    /// Carries out an operation that no hook forbids, and tells all how it went, the last first.
    ///
    /// - Throws: What the first hook that forbids it throws, or `body`.
    public func around<Result>(
        _ notice: @autoclosure () -> OperationNotice,
        _ body: () async throws -> Result
    ) async throws -> Result {
        guard !hooks.isEmpty else { return try await body() }
        let notice = notice()
        try await before(notice)
        do {
            let result = try await body()
            await after(notice, failure: nil)
            return result
        } catch {
            await after(notice, failure: AutomationError(error))
            throw error
        }
    }

    /// Asks all hooks about an operation.
    ///
    /// - Throws: What the first one that forbids it throws.
    public func before(_ notice: OperationNotice) async throws {
        for hook in hooks { try await hook.before(notice) }
    }

    /// Tells all hooks how an operation went, the last first.
    public func after(_ notice: OperationNotice, failure: AutomationError?) async {
        for hook in hooks.reversed() {
            do { try await hook.after(notice, failure: failure) } catch {
                let error = AutomationError(error)
                let text = "a hook failed after \(notice.operation): \(error.message)\(error.advice)"
                events?.receive(.log(.warning, text, server: notice.server))
            }
        }
    }
}
