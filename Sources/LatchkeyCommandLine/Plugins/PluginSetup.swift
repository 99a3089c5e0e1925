import AutomationCore
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins

/// The plugins of a command beside the built-in ones: found, accepted, and granted what they ask for.
struct PluginSetup {
    let world: World
    let events: any EventSink
    let environment: [String: String]
    /// The folders that the command names.
    let folders: [String]
    /// What the flags grant to the plugins in them.
    var grants = Grants()
    /// Who can end a process that was started to ask who it is.
    let loader: PluginLoader

    init(
        world: World,
        events: any EventSink,
        environment: [String: String],
        options: PluginFolderOptions,
        grants: Grants = Grants()
    ) {
        self.world = world
        self.events = events
        self.environment = environment
        folders = options.plugins
        self.grants = grants
        loader = PluginLoader(world: world, events: events)
    }

    /// Lends `body` the plugins, ready to be used.
    ///
    /// - Throws: ``AutomationError``, or what `body` throws.
    func use<Result: Sendable>(
        failures: PluginFailures = PluginFailures(),
        _ body: (ActivePlugins) async throws -> Result
    ) async throws -> Result {
        let run = RunContext(world: world, events: events)
        return try await loader.ending {
            try await ActivePlugins.with(
                try await launches(),
                run: run,
                reserved: RunbookRunner.libraryNames.union(DeclaredModules.builtIn.map(\.name)),
                failures: failures,
                body
            )
        }
    }

    /// The plugins, loaded and no more: what they declare can be read.
    ///
    /// - Throws: ``AutomationError``.
    func declared() async throws -> [any Plugin] {
        try await loader.ending { try await launches().map(\.plugin) }
    }

    private func launches() async throws -> [PluginLaunch] {
        let project = try Project(files: world.files)
        var launches = Latchkey.teamPlugins.map { launch($0, project, isNamed: true) }
        for found in try chosen(project) {
            launches.append(launch(try await loader.load(found), project, isNamed: found.isNamed, folder: found.path))
        }
        let secrets = PluginSecrets(project: project.file, environment: environment, files: world.files)
        return try launches.map { launch in
            var launch = launch
            launch.options.merge(try secrets.values(for: launch.plugin.manifest)) { $1 }
            return launch
        }
    }

    /// The plugins to load: those that were accepted, and those that are named.
    private func chosen(_ project: Project) throws -> [FoundPlugin] {
        let search = PluginSearch(folders: Project.pluginFolders(environment), files: world.files)
        let named = try folders.map { try search.plugin(at: $0, isNamed: true) }
        var chosen = named
        for found in search.all() where !named.contains(where: { $0.name == found.name || $0.path == found.path }) {
            let said = project.file.plugins[found.name]
            if said?.path != nil { continue }
            if said == nil, project.lock.plugins[found.name] == nil {
                // Nobody has asked for it; a plugin of the system's must not stop every run.
                let text =
                    "plugin \"\(found.name)\" in \(found.path) is not used, because nobody has accepted it; "
                    + "accept it with: latchkey plugin grant \(found.name)"
                events.receive(.log(.warning, text, server: nil))
                continue
            }
            try project.lock.check(found)
            chosen.append(found)
        }
        for (name, said) in project.file.plugins.sorted(by: { $0.key < $1.key }) {
            guard let path = said.path, !named.contains(where: { $0.name == name }) else { continue }
            var found = try search.plugin(at: path, isNamed: false)
            found.name = name
            try project.lock.check(found)
            chosen.append(found)
        }
        let known = chosen.map(\.name) + Latchkey.teamPlugins.map(\.manifest.name)
        // Who has accepted it may rely on what it forbids.
        if let name = project.lock.plugins.keys.sorted().first(where: {
            !known.contains($0) && project.file.plugins[$0] == nil
        }) {
            throw missing(
                name,
                namedBy: ProjectLock.name,
                advice: "put it back, or take it out of \(ProjectLock.name); "
            )
        }
        if let name = project.file.plugins.keys.sorted().first(where: { !known.contains($0) }) {
            throw missing(name, namedBy: ProjectFile.name)
        }
        return chosen
    }

    private func missing(_ name: String, namedBy file: String, advice: String = "") -> AutomationError {
        AutomationError(
            .input,
            "\(file) names the plugin \"\(name)\", which is nowhere to be found",
            hint: "\(advice)looked in: \(Project.pluginFolders(environment).joined(separator: ", "))"
        )
    }

    private func launch(
        _ plugin: any Plugin,
        _ project: Project,
        isNamed: Bool,
        folder: String? = nil
    ) -> PluginLaunch {
        let said = project.file.plugins[plugin.manifest.name]
        var granted = resolved(said?.grants ?? Grants())
        if isNamed {
            granted.hosts += grants.hosts
            granted.paths += grants.paths
            granted.programs += grants.programs
            // The flags name the path that a name has now; a plugin asks by the name.
            granted.programs += plugin.manifest.permissions.programs.filter { name in
                ProgramPath.locate(name, searchPath: environment["PATH"] ?? "", files: world.files)
                    .map(grants.programs.contains) ?? false
            }
            granted.allowsNativeCode = granted.allowsNativeCode || grants.allowsNativeCode
            granted.allowsSecrets = granted.allowsSecrets || grants.allowsSecrets
        }
        return PluginLaunch(
            plugin,
            options: said?.options ?? [:],
            grants: granted,
            onFailure: said?.onFailure,
            isNamed: isNamed
        )
    }

    /// The grants with the places that they really stand for beside what was written.
    private func resolved(_ grants: Grants) -> Grants {
        var resolved = grants.absolute(in: world.files)
        for path in resolved.paths {
            guard let real = try? RealPath.resolve(path.path), real != path.path else { continue }
            resolved.paths.append(Grants.Path(real, isWritable: path.isWritable))
        }
        for program in grants.programs {
            let place = ProgramPath.locate(program, searchPath: environment["PATH"] ?? "", files: world.files)
            if let place, place != program { resolved.programs.append(place) }
        }
        return resolved
    }
}
