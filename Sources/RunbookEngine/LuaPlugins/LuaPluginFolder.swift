import AutomationCore
import Foundation

/// The folder of a Lua plugin: `plugin.lua`, and its private modules beside it.
struct LuaPluginFolder: Sendable {
    /// The file that says what the plugin is.
    static let mainFile = "plugin.lua"
    /// The largest main file, in bytes.
    private static let largest = 1 << 20

    /// What the folder is called: the plugin's name until the plugin has said its own.
    let name: String
    /// The text of the main file, read once: what was shown and granted is what runs.
    let source: String
    /// Where the private modules are.
    let modules: ModuleFiles
    /// Whether anything in it may have a use for the module `task`, which is not there otherwise: calls that can start no
    /// tasks take a shorter way.
    let mentionsTasks: Bool

    /// Reads the plugin's main file.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin``.
    init(_ folder: String, files: FileRoot) throws(AutomationError) {
        let place = files.resolve(folder)
        let name = (place as NSString).standardizingPath.split(separator: "/").last.map(String.init) ?? folder
        self.name = name
        func failure(_ problem: String, hint: String? = nil) -> AutomationError {
            AutomationError(.plugin, "plugin \"\(name)\": \(problem)", hint: hint)
        }
        guard let real = ModuleFiles.realPath(place) else { throw failure("there is no folder \(folder)") }
        modules = ModuleFiles(inside: real)
        let file = real + "/" + Self.mainFile
        guard let realFile = ModuleFiles.realPath(file) else {
            throw failure(
                "there is no \(Self.mainFile) in \(folder)",
                hint: "a Lua plugin is a folder with a \(Self.mainFile) in it"
            )
        }
        guard modules.holds(realFile) else { throw failure("\(Self.mainFile) leads out of the plugin's folder") }
        let size = (try? FileManager.default.attributesOfItem(atPath: realFile))?[.size] as? Int ?? 0
        guard size <= Self.largest, let contents = FileManager.default.contents(atPath: realFile) else {
            throw failure("\(Self.mainFile) \(size > Self.largest ? "is larger than 1 MB" : "cannot be read")")
        }
        guard let source = String(validating: contents, as: UTF8.self) else {
            throw failure("\(Self.mainFile) is no text in UTF-8")
        }
        self.source = source
        mentionsTasks = source.contains(Self.taskModule) || Self.modulesMentionTasks(in: real)
    }

    private static let taskModule = "task"

    private static func modulesMentionTasks(in folder: String) -> Bool {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return true }
        for case let name as String in names where name.hasSuffix(".lua") && name != mainFile {
            guard let contents = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            if contents.range(of: Data(taskModule.utf8)) != nil { return true }
        }
        return false
    }
}
