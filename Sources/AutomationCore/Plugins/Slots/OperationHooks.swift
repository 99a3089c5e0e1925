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

    /// Asks all hooks about an operation. When one forbids it, those that had said yes hear that nothing comes of it.
    ///
    /// - Throws: What the first one that forbids it throws.
    public func before(_ notice: OperationNotice) async throws {
        for (index, hook) in hooks.enumerated() {
            do { try await hook.before(notice) } catch {
                await tell(hooks[..<index], notice, AutomationError(error))
                throw error
            }
        }
    }

    /// Tells all hooks how an operation went, the last first.
    public func after(_ notice: OperationNotice, failure: AutomationError?) async {
        await tell(hooks[...], notice, failure)
    }

    private func tell(
        _ hooks: ArraySlice<any OperationHook>,
        _ notice: OperationNotice,
        _ failure: AutomationError?
    ) async {
        for hook in hooks.reversed() {
            do { try await hook.after(notice, failure: failure) } catch {
                let error = AutomationError(error)
                let text = "a hook failed after \(notice.operation): \(error.message)\(error.advice)"
                events?.receive(.log(.warning, text, server: notice.server))
            }
        }
    }
}
