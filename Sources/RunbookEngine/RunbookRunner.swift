public import AutomationCore
import LuaRuntime

/// Runs a runbook: gives it the plugins' functions, lets it work, and reports how it ended.
public struct RunbookRunner: Sendable {
    private let plugins: [any Plugin]
    private let context: RunContext
    private let inputs: RunInputs

    /// Prepares a run.
    ///
    /// - Parameter plugins: Everything the runbook may use beside `fleet` and `runbook`.
    public init(plugins: [any Plugin], context: RunContext, inputs: RunInputs) {
        self.plugins = plugins
        self.context = context
        self.inputs = inputs
    }

    /// Runs the runbook to its end, or until the task is cancelled.
    ///
    /// When the task is cancelled nothing new starts; what must not be torn is finished first.
    public func run(_ runbook: Runbook) async -> RunReport {
        let recorder = RunRecorder(next: context.events, clock: context.world.cloudClock)
        var context = context
        context.events = recorder
        var failure: AutomationError?
        do {
            try await run(runbook, context: context)
        } catch {
            failure = AutomationError(error)
        }
        return RunReport(error: failure, wasInterrupted: Task.isCancelled, servers: recorder.outcomes)
    }

    private func run(_ runbook: Runbook, context: RunContext) async throws {
        let reference = StateReference()
        let binding = PluginBinding(context: context, state: reference)
        let engine: [any Plugin] = [FleetPlugin(), RunbookPlugin(inputs: inputs)]
        let state = try LuaState(binding.configuration(for: plugins + engine))
        reference.set(state)
        _ = try await state.call(try await state.load(runbook.source, name: runbook.name))
    }
}
