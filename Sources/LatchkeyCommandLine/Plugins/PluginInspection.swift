import AutomationCore
import Foundation
import PluginHost
import StandardPlugins

/// The plugins that there are, looked at without being used.
struct PluginInspection {
    /// One of them.
    struct Entry {
        var found: FoundPlugin
        var manifest: PluginManifest?
        var modules: [String]
        /// Why it cannot be loaded; nil when it can.
        var problem: AutomationError?
        /// What the project's file grants it.
        var granted: Grants
        /// Why it is not used as it is; nil when it is.
        var refusal: AutomationError?
    }

    let project: Project
    private let world: World
    private let environment: [String: String]
    private let loader: PluginLoader

    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when the project's files are damaged.
    init() throws(AutomationError) {
        environment = ProcessInfo.processInfo.environment
        var world = DeclaredModules.world
        world.processes = SystemProcesses(environment: environment)
        self.world = world
        project = try Project(files: world.files)
        loader = PluginLoader(
            world: world,
            events: ProgressDisplay(clock: world.cloudClock, isVerbose: false)
        )
    }

    /// All plugins that are found.
    ///
    /// - Throws: ``AutomationError`` when one cannot be read.
    func all() async throws -> [Entry] {
        try await loader.ending {
            var entries: [Entry] = []
            for found in try candidates() { entries.append(try await entry(found)) }
            return entries
        }
    }

    /// The plugin with this name, or in this folder.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` when there is none.
    func plugin(_ nameOrFolder: String) async throws -> Entry {
        let found: FoundPlugin
        if nameOrFolder.contains("/") || nameOrFolder == "." {
            found = try search.plugin(at: nameOrFolder, isNamed: true)
        } else {
            let all = try candidates()
            guard let match = all.first(where: { $0.name == nameOrFolder }) else {
                let known = all.map(\.name)
                let suggestion = Spelling.nearest(to: nameOrFolder, among: known).map { "; did you mean \"\($0)\"?" }
                throw AutomationError(
                    .plugin,
                    "there is no plugin \"\(nameOrFolder)\"\(suggestion ?? "")",
                    hint: known.isEmpty
                        ? "looked in: \(Project.pluginFolders(environment).joined(separator: ", "))"
                        : "there are: \(known.joined(separator: ", "))"
                )
            }
            found = match
        }
        return try await loader.ending { try await entry(found) }
    }

    private var search: PluginSearch {
        PluginSearch(folders: Project.pluginFolders(environment), files: world.files)
    }

    private func candidates() throws(AutomationError) -> [FoundPlugin] {
        var found = try search.all()
        for (name, said) in project.file.plugins {
            guard let path = said.path else { continue }
            found.removeAll { $0.name == name }
            var plugin = try search.plugin(at: path, isNamed: false)
            plugin.name = name
            found.append(plugin)
        }
        return found.sorted { $0.name < $1.name }
    }

    private func entry(_ found: FoundPlugin) async throws -> Entry {
        var entry = Entry(found: found, modules: [], granted: Grants())
        do {
            let plugin = try await loader.load(found)
            entry.manifest = plugin.manifest
            entry.modules = plugin.modules.map(\.name)
        } catch let error as AutomationError {
            entry.problem = error
        }
        entry.granted = project.file.plugins[entry.manifest?.name ?? found.name]?.grants ?? Grants()
        if let manifest = entry.manifest {
            let missing = manifest.permissions.absolute(in: world.files)
                .missing(in: entry.granted.absolute(in: world.files))
            if !missing.isEmpty {
                entry.refusal = AutomationError(.permission, "not granted: \(missing.joined(separator: ", "))")
            }
        }
        if !found.isNamed {
            do throws(AutomationError) { try project.lock.check(found) } catch {
                entry.refusal = entry.refusal ?? error
            }
        }
        return entry
    }
}
