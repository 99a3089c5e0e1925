import AutomationCore
import PluginHost
import RunbookEngine
import StandardPlugins
import Synchronization

/// Loads plugins of every kind, without using them yet.
final class PluginLoader: Sendable {
    private let world: World
    private let events: any EventSink
    private let processes = Mutex<[PluginHost.ProcessPlugin]>([])

    init(world: World, events: any EventSink) {
        self.world = world
        self.events = events
    }

    /// Loads a plugin.
    ///
    /// - Throws: ``AutomationError`` that names it.
    func load(_ found: FoundPlugin) async throws -> any Plugin {
        let plugin = try await loadAny(found)
        guard plugin.manifest.name == found.name || found.isNamed else {
            throw AutomationError(
                .plugin,
                "the plugin in \(found.path) calls itself \"\(plugin.manifest.name)\"",
                hint: "its folder must have the same name, or \(ProjectFile.name) must give its path under its own name"
            )
        }
        return plugin
    }

    private func loadAny(_ found: FoundPlugin) async throws -> any Plugin {
        switch found.kind {
        case .lua:
            return try await LuaPlugin.load(
                folder: found.path,
                files: world.files,
                hostPlugins: StandardPlugins.general,
                reserved: Set(DeclaredModules.builtIn.map(\.name))
            )
        case .process:
            let plugin = try await PluginHost.ProcessPlugin.load(found.path, world: world, events: events)
            processes.withLock { $0.append(plugin) }
            return plugin
        }
    }

    /// Ends what was started for loading when `body` has ended, provisioned or not.
    func ending<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        for plugin in processes.withLock({ $0 }) { await plugin.close() }
        return try result.get()
    }
}
