import ArgumentParser
import AutomationCore
import Foundation
import PluginHost

/// `latchkey plugin new`.
struct PluginNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a small plugin that works, to go on from.",
        discussion: """
            lua: a folder with plugin.lua. process-python: a program of its own, in Python without any library. \
            swift: a package with a latchkey of your own that has the plugin built in. Nothing is ever overwritten.

            \(ExitCode.shortTable)
            """
    )

    @Argument(help: "What it is written as.")
    var kind: PluginTemplate.Kind

    @Argument(help: "The plugin's name: lower-case letters, digits, - and _, with a letter first.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "Folder to make the plugin's folder in. (default: plugins, where it is found; for swift the working folder)",
            valueName: "folder"
        ),
        completion: .directory
    )
    var folder: String?

    func validate() throws {
        if folder?.isEmpty == true { throw ValidationError("--folder: expected a folder, got nothing") }
        guard PluginManifest.isLegal(name) else {
            throw ValidationError(
                "a plugin cannot be called \"\(name)\": expected lower-case letters, digits, - and _, with a letter first"
            )
        }
        if DeclaredModules.builtIn.contains(where: { $0.name == name }) {
            throw ValidationError("there is a built-in module \"\(name)\"; give the plugin another name")
        }
    }

    func run() async throws {
        let template = PluginTemplate(kind: kind, name: name)
        let shown = ((folder ?? kind.folder) as NSString).appendingPathComponent(name)
        do {
            let files = FileRoot(FileManager.default.currentDirectoryPath)
            try template.write(to: files.resolve(shown), called: shown)
        } catch {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
        try Console.results(template.files.map { "\(shown)/\($0.path)" })
        let isFound = folder.map { Project.pluginFolders(ProcessInfo.processInfo.environment).contains($0) } ?? true
        Console.note(template.advice(shown, isFound: isFound))
    }
}
