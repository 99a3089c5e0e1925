import AutomationCore
import CloudPasswords
import CloudSimulator
import StandardPlugins
import TestSupport
import Testing

/// Calls the built-in functions as a runbook does, without Lua.
struct PluginCalls: Sendable {
    let setting: SimulatedSetting
    /// The world that the functions see.
    var world: World
    /// What the operator allows.
    var grants = Grants()
    private let plugins: [any Plugin]

    init(_ setting: SimulatedSetting, cloud: CloudSession? = nil) {
        self.setting = setting
        world = setting.world
        plugins = StandardPlugins.all(cloud: cloud ?? CloudSession(setting.service), store: setting.store)
    }

    /// Calls `module.function` with these arguments, in the running simulation.
    func callAsFunction(_ name: String, _ arguments: Value...) async throws -> Value {
        let (function, call) = try prepare(name, arguments)
        switch function.body {
        case .immediate(let body): return try body(call)
        case .suspending(let body): return try await body(call)
        }
    }

    /// The declaration behind a name, and a call of it.
    func prepare(_ name: String, _ arguments: [Value]) throws -> (function: HostFunction, call: HostCall) {
        let parts = name.split(separator: ".").map(String.init)
        let declared = functions(parts.first ?? "").first { $0.name == parts.last }
        let function = try #require(declared)
        let call = try ArgumentChecker(function: function, qualifiedName: name).check(
            arguments,
            context: RunContext(world: world, events: setting.events, grants: grants)
        )
        return (function, call)
    }

    /// All functions of a module.
    func functions(_ module: String) -> [HostFunction] {
        plugins.flatMap(\.modules).first { $0.name == module }?.functions ?? []
    }

    /// A constant of a module.
    func constant(_ module: String, _ name: String) throws -> Value {
        let constants = plugins.flatMap(\.modules).first { $0.name == module }?.constants ?? []
        return try #require(constants.first { $0.name == name }).value
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
