import AutomationCore
import Foundation

/// The world in which a `plugin.lua` says what it is: nothing can be reached from there, and no time passes.
enum ManifestWorld {
    /// As many instructions as a file may take to say what it is.
    static let limits = LuaPluginLimits(memory: 64 << 20, instructions: 50_000_000)

    /// What it runs in.
    static func context(files: FileRoot) -> RunContext {
        var world = World(
            clock: StoppedClock(),
            randomness: NoRandomness(),
            transport: NoTransport(),
            executor: globalConcurrentExecutor,
            files: files
        )
        world.isRepeatable = true
        return RunContext(world: world, events: NoEvents())
    }

    /// A plugin whose functions are there, so that they can be kept for later, and refuse to do anything that takes time.
    struct Refusing: Plugin {
        let plugin: any Plugin

        var manifest: PluginManifest { plugin.manifest }

        var modules: [HostModule] {
            plugin.modules.map { module in
                var module = module
                module.functions = module.functions.map { Self.refusing($0, in: module.name) }
                return module
            }
        }

        private static func refusing(_ function: HostFunction, in module: String) -> HostFunction {
            guard case .suspending = function.body else { return function }
            var function = function
            let name = "\(module).\(function.name)"
            function.body = .suspending { _ in
                throw AutomationError(
                    .permission,
                    "\(name) cannot be called while the plugin says what it is",
                    hint: "call it in provision, or in a function that is called later"
                )
            }
            return function
        }
    }

    private struct StoppedClock: WorldClock {
        var now: MonotonicInstant { MonotonicInstant(offset: .zero) }
        var wallTime: Date { Date(timeIntervalSince1970: 0) }
        func sleep(until deadline: MonotonicInstant) async throws { throw CancellationError() }
    }

    private struct NoRandomness: RandomSource {
        func next() -> UInt64 { 0 }
    }

    private struct NoTransport: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }

    private struct NoEvents: EventSink {
        func receive(_ event: RunEvent) {}
    }
}
