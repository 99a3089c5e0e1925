public import AutomationCore
import LuaRuntime

/// Runs a runbook: gives it the plugins' functions, lets it work, and reports how it ended.
public struct RunbookRunner: Sendable {
    let plugins: [any Plugin]
    let context: RunContext
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
        let reference = StateReference(executor: context.world.executor)
        let declaring = RunbookPlugin(inputs: inputs)
        let plugins = plugins + Self.enginePlugins(declaring, activity: reference.activity)
        try ModuleNames.check(plugins)
        try await Self.run(runbook, plugins: plugins, context: context, state: reference)
        if let warning = declaring.warning { context.events.receive(.log(.warning, warning, server: nil)) }
    }

    /// Runs a script that has these plugins' functions and no others.
    static func run(
        _ runbook: Runbook,
        plugins: [any Plugin],
        context: RunContext,
        state reference: StateReference
    ) async throws {
        var configuration = PluginBinding(context: context, state: reference).configuration(for: plugins)
        let modules = ModuleFiles(beside: runbook, files: context.world.files)
        configuration.findModules(
            in: modules,
            grants: context.grants,
            permission: "the operator allows it by --allow-native"
        )
        let state = try LuaState(configuration)
        reference.set(state)
        reference.activity.began()
        defer { reference.activity.ended() }
        // The reference does not keep the state alive.
        defer { withExtendedLifetime(state) {} }
        _ = try await reference.call(try await state.load(runbook.source, name: runbook.name))
    }

    /// What the engine itself brings along.
    static func enginePlugins(_ runbook: RunbookPlugin, activity: Activity) -> [any Plugin] {
        [FleetPlugin(activity: activity), TaskPlugin(activity: activity), runbook]
    }

    /// Every module that a runbook may use which has these plugins: theirs, and those of the engine.
    public static func modules(with plugins: [any Plugin]) -> [HostModule] {
        // Declarations only: nothing of these is ever called.
        let activity = Activity(executor: globalConcurrentExecutor) { [] }
        return (plugins + enginePlugins(RunbookPlugin(inputs: RunInputs()), activity: activity)).flatMap(\.modules)
    }
}
