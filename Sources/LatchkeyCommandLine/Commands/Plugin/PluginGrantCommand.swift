import ArgumentParser
import AutomationCore
import Foundation
import PluginHost

/// `latchkey plugin grant`.
struct PluginGrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Accept a plugin as it is, and grant what it asks for.",
        discussion: """
            Shows what the plugin asks for, and asks. What is granted is written to latchkey.yaml, and what the plugin's \
            files are to latchkey.lock: a plugin that changes, or asks for more, is refused until it is granted again. One \
            that is a program is started to ask it.

            \(ExitCode.pluginTable)
            """
    )

    @Argument(help: "The plugin's name.")
    var plugin: String

    @Flag(help: "Go on without asking.")
    var yes = false

    func run() async throws {
        do { try await grant() } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    private func grant() async throws {
        let terminal = SystemTerminal()
        try Confirmation(command: "plugin grant", isGiven: yes, terminal: terminal).checkPossible()
        let inspection = try PluginInspection()
        let entry = try await inspection.plugin(plugin)
        if let problem = entry.problem { throw problem }
        guard let manifest = entry.manifest, entry.found?.isNamed != true else {
            throw AutomationError(
                .input,
                "a plugin is granted by its name, and found in ./plugins or where latchkey.yaml says",
                hint: "a folder that is named with --plugin is used as it is, with the grants of the flags"
            )
        }
        let asked = manifest.permissions.missing(in: Grants())
        if yes {
            for warning in entry.warnings { Console.note("warning: \(warning)") }
        } else {
            let question =
                (["\(manifest.name) \(manifest.version) asks for:"]
                + (asked.isEmpty ? ["  nothing"] : asked.map { "  " + $0 + (isNew($0, entry) ? "" : " (granted)") })
                + (entry.found?.kind == .process ? [PluginHost.ProcessPlugin.reachNote] + entry.warnings : [])
                + ["Type yes to accept it as it is \(entry.found.map { "in \($0.path)" } ?? "built in"): "]).joined(
                    separator: "\n"
                )
            guard try await terminal.ask(question) == "yes" else {
                throw AutomationError(.cancelled, "not granted; nothing was written")
            }
        }
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let added = try ProjectText.grant(manifest.permissions, to: manifest.name, files: files)
        if let found = entry.found {
            var project = inspection.project
            project.lock.plugins[found.name] = ProjectLock.Entry(version: manifest.version, sha256: found.hash)
            try project.keepLock()
        }
        try Console.results(["\(manifest.name) \(manifest.version) is accepted"])
        tell(added: added, left: entry.granted.unasked(by: manifest.permissions, files: files), name: manifest.name)
    }

    private func isNew(_ permission: String, _ entry: PluginInspection.Entry) -> Bool {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let missing = entry.manifest?.permissions.absolute(in: files).missing(in: entry.granted.absolute(in: files))
        return entry.granted == Grants() || missing?.contains(permission) == true
    }

    /// Says what was written, and what is left that the plugin does not ask for: an option of it may need that, so
    /// nobody takes it away unasked.
    private func tell(added: Grants, left: Grants, name: String) {
        let added = added.missing(in: Grants())
        if !added.isEmpty { Console.note("written to \(ProjectFile.name): \(added.joined(separator: ", "))") }
        let left = left.missing(in: Grants())
        guard !left.isEmpty else { return }
        Console.note(
            "\(ProjectFile.name) grants \(name) more than it asks for: \(left.joined(separator: ", ")); "
                + "unless an option of it needs that, take it out of plugins: \(name): grant: there"
        )
    }
}
