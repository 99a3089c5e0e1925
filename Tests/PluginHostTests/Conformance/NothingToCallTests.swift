import AutomationCore
import CloudSimulator
import PluginHost
import TestSupport
import Testing

/// Plugins of which little or nothing may be called.
@Suite(.timeLimit(.minutes(1)))
struct NothingToCallTests {
    private static let hint =
        "one of these would have to be there: an inventory, a secret store, credentials, a policy, a hook, or a function "
        + "with the effect \"read\" that needs no argument, or a secret or a server"

    private func outcomes(_ functions: HostFunction...) throws -> [String: ConformanceOutcome] {
        let simulation = SimulatedWorld(seed: 1)
        let world = simulation.world(transport: Unsent(), files: FileRoot("/"))
        let conformance = PluginConformance(world: world) { _ in
            Module(module: HostModule(name: "deaf", summary: "Hears nothing.", functions: functions))
        }
        let outcomes = try simulation.run { await conformance.run() }
        return Dictionary(outcomes.map { ($0.name, $0) }) { first, _ in first }
    }

    private static func function(
        _ name: String,
        _ effect: Effect,
        _ parameters: [Parameter] = [],
        _ body: @escaping @Sendable (HostCall) async throws -> Value = { _ in .none }
    ) -> HostFunction {
        HostFunction(name, summary: "Works.", parameters: parameters, effect: effect, body: .suspending(body))
    }

    /// Goes on a hundred times whoever cancels it.
    private static let swallow = function("swallow", .once) { call in
        for _ in 0..<100 { try? await call.context.world.clock.sleep(for: .seconds(60)) }
        return .none
    }

    @Test func `where nothing may be called, nothing is said to be in order`() throws {
        let find = Self.function("find", .read, [Parameter("name", .string, "which")])
        let outcomes = try outcomes(Self.swallow, find)
        for name in ["cancellation", "concurrency"] {
            #expect(outcomes[name]?.result == .skipped("there is nothing that may be called"))
        }
        for name in ["permissions", "secrets"] {
            #expect(
                outcomes[name]?.result
                    == .skipped("there is nothing that may be called; only provisioning and validating were tried")
            )
        }
        for name in ["cancellation", "concurrency", "permissions", "secrets"] {
            #expect(
                outcomes[name]?.hint == Self.hint + "; not called: deaf.swallow (its effect is \"once\"), "
                    + "deaf.find (what it needs cannot be made up: name)"
            )
        }
        #expect(outcomes["life"]?.result == .passed)
    }

    @Test func `a function that reads and needs no more than a server is called`() throws {
        let look = Self.function("look", .read, [Parameter("server", .server, "which")])
        let outcomes = try outcomes(Self.swallow, look)
        for name in ["cancellation", "concurrency", "permissions", "secrets"] {
            #expect(outcomes[name]?.result == .passed)
        }
    }

    @Test func `where every call fails by itself, nothing is said about many at once`() throws {
        let look = Self.function("look", .read) { _ in throw AutomationError(.notFound, "nobody is here") }
        let outcomes = try outcomes(look)
        #expect(outcomes["cancellation"]?.result == .passed)
        #expect(outcomes["concurrency"]?.result == .skipped("nothing that was called has succeeded"))
        #expect(
            outcomes["concurrency"]?.hint == "one of these would have to, with what is set for the plugin: deaf.look"
        )
    }
}

private struct Module: Plugin {
    let module: HostModule

    var manifest: PluginManifest { PluginManifest(name: "deaf", version: "1", summary: "Hears nothing.") }

    var modules: [HostModule] { [module] }

    func provision(_ context: PluginContext) async throws -> PluginService { PluginService(modules: modules) }
}

private struct Unsent: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
}
