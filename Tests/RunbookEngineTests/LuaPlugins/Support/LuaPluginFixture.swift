import AutomationCore
import CloudSimulator
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins
import TestSupport

/// A Lua plugin in a folder of its own, in a simulated world.
struct LuaPluginFixture: Sendable {
    /// The modules that plugins get in these tests.
    static let hostPlugins: [any Plugin] = [JSONPlugin(), TimePlugin(), FilesPlugin(), LogPlugin()]

    let folder: TemporaryFolder
    let simulation = SimulatedWorld(seed: 1)
    let events = RecordedEvents()
    var limits = LuaPluginLimits(memory: 16 << 20, instructions: 3_000_000)
    var hostPlugins = Self.hostPlugins
    var transport: any Transport = NoTransport()

    /// Writes a plugin whose table has these fields beside who it is.
    init(_ fields: String, name: String = "team", top: String = "", files: [String: String] = [:]) throws {
        let source = """
            \(top)
            return { name = "\(name)", version = "1.0.0", contract = 1, summary = "A team's own.", \(fields) }
            """
        try self.init(source: source, files: files)
    }

    /// Writes a plugin with a module of one function, `team.call`, that has these fields.
    static func module(_ function: String, top: String = "") throws -> LuaPluginFixture {
        let call = "call = { summary = \"Does it.\", \(function) }"
        return try LuaPluginFixture("modules = { team = { summary = \"Theirs.\", functions = { \(call) } } }", top: top)
    }

    /// Writes a plugin with this `plugin.lua`.
    init(source: String, files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files {
            let path = (folder.path + "/" + name) as NSString
            try FileManager.default.createDirectory(
                atPath: path.deletingLastPathComponent,
                withIntermediateDirectories: true
            )
            _ = try folder.write(name, text)
        }
        _ = try folder.write("plugin.lua", source)
    }

    var world: World { simulation.world(transport: transport, files: FileRoot(folder.path)) }

    var context: RunContext { RunContext(world: world, events: events) }

    /// The real path of the plugin's folder.
    var path: String { folder.path }

    /// Reads the plugin.
    func load(reserved: Set<String> = []) async throws -> LuaPlugin {
        try await LuaPlugin.load(
            folder: ".",
            files: FileRoot(folder.path),
            hostPlugins: hostPlugins,
            reserved: reserved,
            limits: limits
        )
    }

    /// What reading the plugin fails with.
    func mistake(reserved: Set<String> = []) async -> AutomationError? {
        do {
            _ = try await load(reserved: reserved)
            return nil
        } catch { return error as? AutomationError }
    }

    /// Lends `body` the plugin as the host has it.
    @discardableResult
    func use<Result: Sendable>(
        options: [String: Value] = [:],
        grants: Grants? = nil,
        _ body: @escaping @Sendable (PluginService) async throws -> Result
    ) throws -> Result {
        try simulation.run { [self] in
            let plugin = try await load()
            let launch = PluginLaunch(plugin, options: options, grants: grants ?? plugin.manifest.permissions)
            return try await ActivePlugins.with([launch], run: context) { try await body($0.members[0].service) }
        }
    }

    /// What using the plugin fails with; nil when it does not.
    func failure(
        options: [String: Value] = [:],
        grants: Grants? = nil,
        _ body: @escaping @Sendable (PluginService) async throws -> Void = { _ in }
    ) throws -> AutomationError? {
        do {
            try use(options: options, grants: grants, body)
            return nil
        } catch let error as AutomationError { return error }
    }

    /// Runs a runbook that has the plugin's modules, and gives what it has logged.
    func lines(
        _ source: String,
        options: [String: Value] = [:],
        grants: Grants? = nil,
        more: [any Plugin] = []
    ) throws -> [String] {
        let before = events.logLines.count
        try use(options: options, grants: grants) { service in
            let report = await RunbookRunner(
                plugins: [ServedModules(modules: service.modules), LogPlugin()] + more,
                context: context,
                inputs: RunInputs()
            ).run(Runbook(name: "test.lua", source: source))
            if let error = report.error { throw error }
        }
        return Array(events.logLines.dropFirst(before))
    }
}

/// Nothing is sent.
struct NoTransport: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
}

/// Modules of plugins that are ready, as a runbook gets them.
struct ServedModules: Plugin {
    var name = "served"
    let modules: [HostModule]

    var manifest: PluginManifest { PluginManifest(name: name, version: "1", summary: "Of plugins.") }
}
