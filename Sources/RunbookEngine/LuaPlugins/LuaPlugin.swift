public import AutomationCore

/// A plugin that is a folder with a `plugin.lua`, which returns one table: who it is, and its functions.
///
/// It runs in a Lua state of its own, with the modules that it is given and nothing of the runbook's.
public struct LuaPlugin: Plugin {
    public let manifest: PluginManifest
    public let modules: [HostModule]
    public let slots: Set<PluginSlot>?

    private let folder: LuaPluginFolder
    private let hostPlugins: [any Plugin]
    private let limits: LuaPluginLimits
    private let outline: String

    /// Reads a plugin.
    ///
    /// That runs its `plugin.lua`, but nothing can be reached from there: no file, no network, no program, no time.
    ///
    /// - Parameters:
    ///   - folder: The plugin's folder.
    ///   - files: Where relative paths start.
    ///   - hostPlugins: What the plugin may `require` beside its own modules and `task`.
    ///   - reserved: The names of modules that there are already, beside those of `hostPlugins` and of the engine.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` that names the plugin, and the place in its table.
    public static func load(
        folder: String,
        files: FileRoot,
        hostPlugins: [any Plugin] = [],
        reserved: Set<String> = [],
        limits: LuaPluginLimits = LuaPluginLimits()
    ) async throws -> LuaPlugin {
        let folder = try LuaPluginFolder(folder, files: files)
        do {
            let state = try LuaPluginState(
                name: folder.name,
                folder: folder,
                plugins: hostPlugins,
                decorate: { ManifestWorld.Refusing(plugin: $0) },
                context: ManifestWorld.context(files: files),
                limits: ManifestWorld.limits
            )
            let definition = try LuaPluginDefinition(try await state.evaluate(folder.source))
            let taken = reserved.union(RunbookRunner.modules(with: hostPlugins).map(\.name))
                .union(RunbookRunner.libraryNames)
            if let module = definition.modules.first(where: { taken.contains($0.name) }) {
                throw PluginMistake(place: "modules.\(module.name)", problem: "there is a built-in module of this name")
            }
            return LuaPlugin(definition, folder: folder, hostPlugins: hostPlugins, limits: limits)
        } catch {
            throw failure(error, folder.name)
        }
    }

    private init(
        _ definition: LuaPluginDefinition,
        folder: LuaPluginFolder,
        hostPlugins: [any Plugin],
        limits: LuaPluginLimits
    ) {
        manifest = definition.manifest
        let name = manifest.name
        modules = definition.modules.map { $0.hostModule(plugin: name, state: nil) }
        outline = definition.outline
        slots = Set(definition.functions.keys.compactMap(\.slot))
        self.folder = folder
        self.hostPlugins = hostPlugins
        self.limits = limits
    }

    private static func failure(_ error: any Error, _ name: String) -> any Error {
        if error is CancellationError { return error }
        let mistake = (error as? PluginMistake).map { AutomationError(.plugin, $0.text) }
        var failure = mistake ?? AutomationError(error)
        failure.message = "plugin \"\(name)\": \(failure.message)"
        if failure.kind == .script { failure.kind = .plugin }
        return failure
    }

    public func provision(_ context: PluginContext) async throws -> PluginService {
        let secrets = KnownSecrets()
        secrets.add(in: manifest.options.map { context.options[$0.name] })
        let state = try LuaPluginState(
            name: manifest.name,
            folder: folder,
            plugins: hostPlugins,
            context: context.run,
            limits: limits,
            secrets: secrets
        )
        let definition: LuaPluginDefinition
        do { definition = try LuaPluginDefinition(try await state.evaluate(folder.source)) } catch {
            if let mistake = error as? PluginMistake { throw AutomationError(.plugin, mistake.text) }
            throw error
        }
        guard definition.outline == outline else {
            throw AutomationError(
                .plugin,
                "\(LuaPluginFolder.mainFile) does not say the same of itself whenever it is read",
                hint: "the table must not depend on time, chance or what can be reached"
            )
        }
        return try await LuaPluginLife(state: state, definition: definition, context: context)
            .begin(options: context.options)
    }
}
