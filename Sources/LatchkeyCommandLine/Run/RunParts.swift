import AutomationCore
import PluginHost
import RunbookEngine

/// What Lua works with: on one cloud, with one store, for one operator.
struct RunParts {
    let opened: OpenedCloud
    let builtIn: [any Plugin]
    let team: [ProvisionedPlugin]
    let context: RunContext
    let inputs: RunInputs

    /// Runs a runbook with it, and keeps what was learned.
    ///
    /// - Throws: ``AutomationError`` when a plugin cannot be used.
    func run(_ runbook: Runbook) async throws -> RunReport {
        defer { opened.keepLearned() }
        return try await withPlugins { plugins in
            await RunbookRunner(plugins: plugins, context: context, inputs: inputs).run(runbook)
        }
    }

    /// Lends `body` all plugins: the built-in ones come through the same door as any other.
    ///
    /// - Throws: ``AutomationError`` when one cannot be used, or what `body` throws.
    func withPlugins<Result: Sendable>(_ body: ([any Plugin]) async throws -> Result) async throws -> Result {
        let launches = builtIn.map { PluginLaunch($0, grants: context.grants) }
        return try await ActivePlugins.with(launches, run: context) { try await body($0.plugins + team) }
    }
}
