import AutomationCore
import Foundation
import PluginHost
import StandardPlugins

/// The plugins that there are, looked at without being used.
struct PluginInspection {
    /// One of them.
    struct Entry {
        var name: String
        /// Where it is on the disk; nil for one that the program has built in.
        var found: FoundPlugin?
        /// Who it says it is; nil when it was not asked, or cannot be loaded.
        var manifest: PluginManifest?
        var modules: [String] = []
        /// What else it contributes; nil where nobody knows before it is used.
        var slots: [PluginSlot]?
        /// What a program names outside of its folder, where no change of it is seen.
        var filesOutside: [String] = []
        /// Whether it was not asked who it is: that takes starting it, and nobody has accepted it as it is.
        var isUnasked = false
        /// Why it cannot be loaded; nil when it can.
        var problem: AutomationError?
        /// What the project's file grants it.
        var granted = Grants()
        /// Why it is not used as it is; nil when it is.
        var refusal: AutomationError?

        /// What to know before it is accepted.
        var warnings: [String] {
            guard !filesOutside.isEmpty else { return [] }
            let files = filesOutside.joined(separator: ", ")
            return ["It runs \(files), outside of its folder: a change there is not noticed."]
        }

        /// What it is written as.
        var kind: String { found?.kind.rawValue ?? "swift" }

        fileprivate mutating func introduce(_ plugin: any Plugin) {
            manifest = plugin.manifest
            modules = plugin.modules.map(\.name)
            slots = plugin.slots.map { slots in PluginSlot.allCases.filter(slots.contains) }
        }
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

    /// All plugins: those that are built in, and those that are found. No program is started that nobody has accepted
    /// as it is.
    ///
    /// - Throws: ``AutomationError`` when one cannot be read.
    func all() async throws -> [Entry] {
        try await loader.ending {
            var entries = Latchkey.teamPlugins.map(builtIn)
            for found in try candidates() { entries.append(try await entry(found, startsUnaccepted: false)) }
            return entries
        }
    }

    /// The plugin with this name, or in this folder. When it is a program, that is started, and said so.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound`` when there is none.
    func plugin(_ nameOrFolder: String) async throws -> Entry {
        let found: FoundPlugin
        if nameOrFolder.contains("/") || nameOrFolder == "." {
            found = try search.plugin(at: nameOrFolder, isNamed: true)
        } else if let plugin = Latchkey.teamPlugins.first(where: { $0.manifest.name == nameOrFolder }) {
            return builtIn(plugin)
        } else {
            let all = try candidates()
            guard let match = all.first(where: { $0.name == nameOrFolder }) else {
                throw unknown(nameOrFolder, known: Latchkey.teamPlugins.map(\.manifest.name) + all.map(\.name))
            }
            found = match
        }
        if found.kind == .process {
            Console.note("plugin \"\(found.name)\" in \(found.path) is started, to ask it who it is")
        }
        return try await loader.ending { try await entry(found, startsUnaccepted: true) }
    }

    private func unknown(_ name: String, known: [String]) -> AutomationError {
        let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" }
        return AutomationError(
            .notFound,
            "there is no plugin \"\(name)\"\(suggestion ?? "")",
            hint: known.isEmpty
                ? "looked in: \(Project.pluginFolders(environment).joined(separator: ", "))"
                : "there are: \(known.joined(separator: ", "))"
        )
    }

    private var search: PluginSearch {
        PluginSearch(folders: Project.pluginFolders(environment), files: world.files)
    }

    private func candidates() throws(AutomationError) -> [FoundPlugin] {
        var found = search.all()
        for (name, said) in project.file.plugins {
            guard let path = said.path else { continue }
            found.removeAll { $0.name == name }
            var plugin = try search.plugin(at: path, isNamed: false)
            plugin.name = name
            found.append(plugin)
        }
        return found.sorted { $0.name < $1.name }
    }

    private func builtIn(_ plugin: any Plugin) -> Entry {
        var entry = Entry(name: plugin.manifest.name)
        entry.introduce(plugin)
        entry.problem = plugin.manifest.problems.first.map { AutomationError(.plugin, $0) }
        return judged(entry)
    }

    private func entry(_ found: FoundPlugin, startsUnaccepted: Bool) async throws -> Entry {
        var entry = Entry(name: found.name, found: found)
        if !found.isNamed {
            do throws(AutomationError) { try project.lock.check(found) } catch { entry.refusal = error }
        }
        entry.isUnasked = found.kind == .process && entry.refusal != nil && !startsUnaccepted
        guard !entry.isUnasked else { return judged(entry) }
        do {
            let plugin = try await loader.load(found)
            entry.introduce(plugin)
            if found.kind == .process {
                entry.filesOutside = try ProcessPluginCommand(at: found.path, world: world).filesOutside
            }
        } catch let error as AutomationError {
            entry.problem = error
        }
        if Latchkey.teamPlugins.contains(where: { $0.manifest.name == found.name }) {
            entry.problem = AutomationError(.plugin, "there is a plugin of this name built in")
        }
        return judged(entry)
    }

    /// The entry with what it is granted, and refused when that is not all it asks for. What a run would stop at first
    /// is told first.
    private func judged(_ entry: Entry) -> Entry {
        var entry = entry
        entry.granted = project.file.plugins[entry.manifest?.name ?? entry.name]?.grants ?? Grants()
        guard let manifest = entry.manifest, entry.refusal == nil else { return entry }
        let missing = manifest.permissions.absolute(in: world.files).missing(
            in: entry.granted.absolute(in: world.files)
        )
        if !missing.isEmpty {
            entry.refusal = AutomationError(.permission, "not granted: \(missing.joined(separator: ", "))")
        } else if let said = project.file.plugins[manifest.name] {
            entry.refusal = optionProblem(said.options, manifest)
        } else {
            entry.refusal = optionProblem([:], manifest)
        }
        return entry
    }

    /// What a run would say of the options. Where a secret is to be read from is not looked at.
    private func optionProblem(_ given: [String: Value], _ manifest: PluginManifest) -> AutomationError? {
        var given = given
        for option in manifest.options where option.type.holdsSecret && given[option.name] != nil {
            given[option.name] = .object(Secret(""))
        }
        do throws(AutomationError) { _ = try PluginOptions(given, for: manifest) } catch { return error }
        return nil
    }
}
