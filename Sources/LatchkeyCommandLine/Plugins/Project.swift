import AutomationCore
import Foundation
import PluginHost

/// The folder that a command is started in, and what its files say of plugins.
struct Project {
    /// What `latchkey.yaml` says; nothing when there is none.
    let file: ProjectFile
    /// What `latchkey.lock` says; nothing when there is none.
    var lock: ProjectLock
    private let files: FileRoot

    /// Reads both files.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    init(files: FileRoot) throws(AutomationError) {
        self.files = files
        let path = files.resolve(ProjectFile.name)
        if FileManager.default.fileExists(atPath: path) {
            file = try ProjectFile(try VariablesFile.document(path, called: ProjectFile.name).0)
        } else {
            file = ProjectFile()
        }
        let lockPath = files.resolve(ProjectLock.name)
        if FileManager.default.fileExists(atPath: lockPath) {
            guard let text = try? String(contentsOfFile: lockPath, encoding: .utf8) else {
                throw AutomationError(.input, "\(ProjectLock.name) cannot be read")
            }
            lock = try ProjectLock(text)
        } else {
            lock = ProjectLock()
        }
    }

    /// Where plugins are found: the project's folder, the user's, the system's.
    static func pluginFolders(_ environment: [String: String]) -> [String] {
        [
            "plugins", UserFolders.data(environment) + "/plugins", "/usr/local/lib/latchkey/plugins",
            "/usr/lib/latchkey/plugins",
        ]
    }

    /// Keeps what was accepted.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    func keepLock() throws(AutomationError) {
        do {
            try Data(lock.text.utf8).write(to: URL(fileURLWithPath: files.resolve(ProjectLock.name)), options: .atomic)
        } catch {
            throw AutomationError(.input, "\(ProjectLock.name) cannot be written", hint: "is the folder writable?")
        }
    }
}
