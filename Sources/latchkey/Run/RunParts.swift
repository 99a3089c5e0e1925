import AutomationCore
import RunbookEngine

/// What Lua works with: on one cloud, with one store, for one operator.
struct RunParts {
    let opened: OpenedCloud
    let plugins: [any Plugin]
    let context: RunContext
    let inputs: RunInputs

    /// Runs a runbook with it, and keeps what was learned.
    func run(_ runbook: Runbook) async -> RunReport {
        defer { opened.keepLearned() }
        return await RunbookRunner(plugins: plugins, context: context, inputs: inputs).run(runbook)
    }
}
