import AutomationCore
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins
import TestSupport

/// What the shelf is written in.
enum ShelfLanguage: String, CaseIterable, Sendable {
    case lua, process, swift

    /// Those that this machine can run.
    static let here = allCases.filter { $0 != .process || RealSetting.python != nil }

    func load(_ world: World, _ events: any EventSink) async throws -> any Plugin {
        switch self {
        case .lua:
            try await LuaPlugin.load(
                folder: RealSetting.fixtures + "/shelf-lua",
                files: world.files,
                hostPlugins: StandardPlugins.general
            )
        case .process:
            try await ProcessPlugin.load(RealSetting.fixtures + "/shelf-process", world: world, events: events)
        case .swift: ShelfPlugin()
        }
    }

    /// What the plugin is granted that keeps its passwords in a folder.
    static func grants(_ folder: TemporaryFolder) -> Grants {
        Grants(paths: [Grants.Path(folder.path, isWritable: true)], allowsSecrets: true)
    }

    /// The kit with this plugin, whose store may be written.
    func conformance(_ folder: TemporaryFolder) -> PluginConformance {
        let world = RealSetting().world
        return PluginConformance(
            options: ["folder": .string(folder.path)],
            grants: Self.grants(folder),
            world: world,
            storeServer: "shelf"
        ) { events in try await load(world, events) }
    }
}
