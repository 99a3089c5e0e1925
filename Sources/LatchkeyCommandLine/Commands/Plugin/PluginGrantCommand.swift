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
            files are to latchkey.lock: a plugin that changes, or asks for more, is refused until it is granted again.
            """
    )

    @Argument(help: "The plugin's name.")
    var plugin: String

    @Flag(help: "Do not ask.")
    var yes = false

    func run() async throws {
        do { try await grant() } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    private func grant() async throws {
        let inspection = try PluginInspection()
        let entry = try await inspection.plugin(plugin)
        if let problem = entry.problem { throw problem }
        guard let manifest = entry.manifest, !entry.found.isNamed else {
            throw AutomationError(
                .input,
                "a plugin is granted by its name, and found in ./plugins or where latchkey.yaml says",
                hint: "a folder that is named with --plugin is used as it is, with the grants of the flags"
            )
        }
        let terminal = SystemTerminal()
        try Confirmation(command: "plugin grant", isGiven: yes, terminal: terminal).checkPossible()
        let asked = manifest.permissions.missing(in: Grants())
        if !yes {
            let question =
                (["\(manifest.name) \(manifest.version) asks for:"]
                + (asked.isEmpty ? ["  nothing"] : asked.map { "  " + $0 })
                + ["Type yes to accept it as it is in \(entry.found.path): "]).joined(separator: "\n")
            guard try await terminal.ask(question) == "yes" else {
                throw AutomationError(.cancelled, "not granted; nothing was written")
            }
        }
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        if entry.granted.missing(covering: manifest.permissions, in: files) {
            try ProjectText.write(grants: manifest.permissions, to: manifest.name, files: files)
        }
        var project = inspection.project
        project.lock.plugins[entry.found.name] = ProjectLock.Entry(
            version: manifest.version,
            sha256: entry.found.hash
        )
        try project.keepLock()
        try Console.results(["\(manifest.name) \(manifest.version) is accepted"])
    }
}

extension Grants {
    /// Whether something of `asked` is not covered yet.
    fileprivate func missing(covering asked: Grants, in files: FileRoot) -> Bool {
        !asked.absolute(in: files).missing(in: absolute(in: files)).isEmpty
    }
}
