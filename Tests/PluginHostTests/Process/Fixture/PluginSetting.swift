import AutomationCore
import CloudSimulator
import PluginHost
import TestSupport

/// A simulated world with scripted programs, and a plugin that is one of them.
struct PluginSetting: Sendable {
    let simulation = SimulatedWorld(seed: 1)
    let events = RecordedEvents()
    let programs: ScriptedPrograms
    let world: World

    init(_ scripts: ScriptedPrograms.Script...) {
        let bare = simulation.world(transport: NoTransport(), files: FileRoot("/srv/runbooks"))
        programs = ScriptedPrograms(
            world: bare,
            environment: [
                "PATH": "/usr/bin", "HOME": "/root", "LANG": "C", "TZ": "UTC", "HW_SECRET_KEY": "cloud", "TMPDIR": "/t",
            ],
            scripts
        )
        var world = bare
        world.processes = programs
        self.world = world
    }

    static let command = ProcessPluginCommand(name: "echo.py", path: "/usr/bin/echo.py", folder: "/plugins")

    /// Loads the plugin.
    func load() async throws -> ProcessPlugin {
        try await ProcessPlugin.load(Self.command, world: world, events: events)
    }

    /// Runs `body` with the plugin provisioned, and cleans up after it.
    func run<Result: Sendable>(
        options: [String: Value] = [:],
        grants: Grants = Grants(),
        _ body: @escaping @Sendable (PluginUnderTest) async throws -> Result
    ) throws -> Result {
        try simulation.run {
            let plugin = try await load()
            do {
                return try await ActivePlugins.with(
                    [PluginLaunch(plugin, options: options, grants: grants)],
                    run: RunContext(world: world, events: events)
                ) { active in
                    guard let member = active.members.first else { throw Crash() }
                    return try await body(PluginUnderTest(service: member.service, world: world, events: events))
                }
            } catch {
                await plugin.close()
                throw error
            }
        }
    }

    /// The error that the plugin fails with when it is run.
    func failure(
        options: [String: Value] = [:],
        grants: Grants = Grants(),
        _ body: @escaping @Sendable (PluginUnderTest) async throws -> Void = { _ in }
    ) -> AutomationError? {
        do { try run(options: options, grants: grants, body) } catch { return AutomationError(error) }
        return nil
    }
}

/// A provisioned plugin.
struct PluginUnderTest: Sendable {
    let service: PluginService
    let world: World
    let events: RecordedEvents

    /// Calls a function of the plugin's first module as a script does.
    func call(_ name: String, _ arguments: Value...) async throws -> Value {
        let function = service.modules.first?.functions.first { $0.name == name }
        guard let function, case .suspending(let body) = function.body else { throw Crash() }
        let context = RunContext(world: world, events: events)
        return try await body(
            ArgumentChecker(function: function, qualifiedName: name).check(arguments, context: context)
        )
    }

    /// The error that a call fails with.
    func failure(_ name: String, _ arguments: Value...) async -> AutomationError? {
        do {
            switch arguments.first {
            case let argument?: _ = try await call(name, argument)
            case nil: _ = try await call(name)
            }
        } catch { return AutomationError(error) }
        return nil
    }
}

private struct NoTransport: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse {
        throw TransportError(.invalidAddress)
    }
}
