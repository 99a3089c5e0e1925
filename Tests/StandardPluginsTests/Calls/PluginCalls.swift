import AutomationCore
import CloudPasswords
import CloudSimulator
import StandardPlugins
import TestSupport
import Testing

/// Calls the built-in functions as a runbook does, without Lua.
struct PluginCalls: Sendable {
    let setting: SimulatedSetting
    private let plugins: [any Plugin]

    init(_ setting: SimulatedSetting, cloud: CloudSession? = nil) {
        self.setting = setting
        plugins = StandardPlugins.all(cloud: cloud ?? CloudSession(setting.service), store: setting.store)
    }

    /// Calls `module.function` with these arguments, in the running simulation.
    func callAsFunction(_ name: String, _ arguments: Value...) async throws -> Value {
        let parts = name.split(separator: ".").map(String.init)
        let module = try #require(plugins.flatMap(\.modules).first { $0.name == parts.first })
        let function = try #require(module.functions.first { $0.name == parts.last })
        let call = try ArgumentChecker(function: function, qualifiedName: name).check(
            arguments,
            context: RunContext(world: setting.world, events: setting.events)
        )
        switch function.body {
        case .immediate(let body): return try body(call)
        case .suspending(let body): return try await body(call)
        }
    }

    /// What a call fails with.
    func failure(_ name: String, _ arguments: Value...) throws -> AutomationError {
        try #require(throws: AutomationError.self) {
            _ = try setting.simulation.run {
                switch arguments.count {
                case 0: try await self(name)
                case 1: try await self(name, arguments[0])
                case 2: try await self(name, arguments[0], arguments[1])
                default: try await self(name, arguments[0], arguments[1], arguments[2])
                }
            }
        }
    }
}
