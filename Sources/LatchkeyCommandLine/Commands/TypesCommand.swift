import ArgumentParser
import AutomationCore
import Foundation
import RunbookEngine

/// `latchkey types`.
struct TypesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "types",
        abstract: "Make what editors and luacheck need to know about runbooks.",
        discussion: """
            .luarc.json and \(ReferenceFile.typesFolder)/ are for lua-language-server, .luacheckrc is for luacheck. \
            Without --write they are shown and not written.

            \(ExitCode.shortTable)
            """
    )

    @Flag(help: "Write the files into the folder.")
    var write = false

    @Option(
        help: ArgumentHelp(
            "Folder of the runbooks, which must be there. (default: the working folder)",
            valueName: "folder"
        ),
        completion: .directory
    )
    var folder: String?

    @Flag(help: "Replace .luarc.json and .luacheckrc also when somebody else has written them.")
    var force = false

    @OptionGroup var plugins: PluginFolderOptions

    func validate() throws {
        if folder?.isEmpty == true { throw ValidationError("--folder: expected a folder, got nothing") }
    }

    func run() async throws {
        let files = ScriptReference(try await DeclaredModules.shown(plugins)).files
        guard write else {
            return try Console.results(files.map { "==> \($0.path) <==\n\($0.text)" })
        }
        let current = FileRoot(FileManager.default.currentDirectoryPath)
        do {
            let project = ProjectFiles(root: FileRoot(current.resolve(folder ?? ".")), shownAs: folder)
            let changes = try project.write(files, replacesForeign: force)
            try Console.results(changes.isEmpty ? ["everything is as it should be already"] : changes)
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }
}
