public import AutomationCore
import Foundation

/// How a process plugin is started.
public struct ProcessPluginCommand: Sendable, Equatable {
    /// The variables that a plugin is given, of those that there are. None of the cloud's.
    private static let passedOn = ["PATH", "HOME", "LANG", "TZ"]

    /// Python is to read its own scripts, and not what somebody has put among those that it once compiled: these do not
    /// count when it is looked whether a plugin has changed.
    private static let added = ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/dev/null"]

    /// What it is called until it has said its name.
    public var name: String
    /// The absolute path of the program.
    public var path: String
    /// What comes behind it. Never a secret.
    public var arguments: [String]
    /// The folder that it starts in.
    public var folder: String

    /// Describes a command.
    public init(name: String, path: String, arguments: [String] = [], folder: String) {
        self.name = name
        self.path = path
        self.arguments = arguments
        self.folder = folder
    }

    /// Finds out how to start what is at a path: an executable, or a folder with a `plugin.json`, whose only field
    /// `command` lists a program and its arguments. Of the program a file in the folder is meant, an absolute path, or
    /// a name that is looked up in `PATH`.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` that names the path.
    public init(at path: String, world: World) throws(AutomationError) {
        let path = world.files.resolve(path)
        let url = URL(fileURLWithPath: path).standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw AutomationError(.plugin, "there is no plugin \(path)")
        }
        guard isFolder.boolValue else {
            guard FileManager.default.isExecutableFile(atPath: url.path) else {
                throw AutomationError(
                    .plugin,
                    "the plugin \(path) cannot be started",
                    hint: "make it executable, or put it into a folder with a plugin.json that names its command"
                )
            }
            let name = url.deletingPathExtension().lastPathComponent
            self.init(name: name, path: url.path, folder: url.deletingLastPathComponent().path)
            return
        }
        let words = try Self.words(in: url.path + "/plugin.json")
        guard let program = words.first, let found = Self.locate(program, in: url.path, world) else {
            let program = words.first ?? ""
            let isThere = FileManager.default.fileExists(atPath: FileRoot(url.path).resolve(program))
            throw AutomationError(
                .plugin,
                "\(url.path)/plugin.json: " + (isThere ? "\(program) cannot be run" : "there is no program \(program)"),
                hint: isThere ? "make it executable, or name what runs it in front: [\"python3\", \"\(program)\"]" : nil
            )
        }
        self.init(name: url.lastPathComponent, path: found, arguments: Array(words.dropFirst()), folder: url.path)
    }

    /// The files that are named behind the program and are not in its folder: nobody looks whether they have changed.
    public var filesOutside: [String] {
        arguments.filter { word in
            guard !word.isEmpty, !word.hasPrefix("-") else { return false }
            let path = URL(fileURLWithPath: FileRoot(folder).resolve(word)).standardizedFileURL.path
            return FileManager.default.fileExists(atPath: path) && path != folder && !path.hasPrefix(folder + "/")
        }
    }

    private static func words(in file: String) throws(AutomationError) -> [String] {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw AutomationError(.plugin, "\(file) cannot be read")
        }
        let value: Value
        do { value = try JSONReader.value(Array(contents)) } catch {
            throw AutomationError(.plugin, "\(file): \(error.message)")
        }
        guard case .record(let fields) = value, fields.keys.allSatisfy({ $0 == "command" }),
            case .list(let values) = fields["command"]
        else {
            throw AutomationError(
                .plugin,
                "\(file): expected the field \"command\" with a list of texts, and nothing else",
                hint: #"for example: {"command": ["python3", "plugin.py"]}"#
            )
        }
        var words: [String] = []
        for value in values {
            guard case .string(let word) = value, !word.utf8.contains(0) else {
                throw AutomationError(.plugin, "\(file): \"command\" must be a list of texts")
            }
            words.append(word)
        }
        if let word = words.first(where: { $0.split(separator: "/").contains { $0 == ".git" || $0 == "__pycache__" } })
        {
            throw AutomationError(
                .plugin,
                "\(file): \"\(word)\" is where nobody looks whether the plugin has changed",
                hint: "a plugin's program stands outside of .git and __pycache__"
            )
        }
        guard !words.isEmpty else { throw AutomationError(.plugin, "\(file): \"command\" is empty") }
        return words
    }

    private static func locate(_ program: String, in folder: String, _ world: World) -> String? {
        let manager = FileManager.default
        if program.contains("/") {
            let path = FileRoot(folder).resolve(program)
            return manager.isExecutableFile(atPath: path) ? path : nil
        }
        let own = folder + "/" + program
        if manager.isExecutableFile(atPath: own) { return own }
        // An empty or relative part would mean another folder on every day.
        return (world.processes?.environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
            .map { "\($0)/\(program)" }.first { manager.isExecutableFile(atPath: $0) }
    }

    func launch(environment: [String: String]) -> ProgramLaunch {
        ProgramLaunch(
            path: path,
            arguments: arguments,
            environment: environment.filter { Self.passedOn.contains($0.key) }.merging(Self.added) { $1 },
            folder: folder,
            input: [],
            outputLimit: PluginConnection.lineLimit
        )
    }
}
