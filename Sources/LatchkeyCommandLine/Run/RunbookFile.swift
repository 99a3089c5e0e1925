import AutomationCore
import Foundation
import RunbookEngine

/// Reads runbooks.
enum RunbookFile {
    /// The runbook at a path that somebody typed.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    static func read(_ script: String, files: FileRoot) throws(AutomationError) -> Runbook {
        let path = files.resolve(script)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw AutomationError(.input, "there is no runbook \(script)", hint: "give the path of a Lua script")
        }
        guard !isFolder.boolValue, let contents = FileManager.default.contents(atPath: path) else {
            throw AutomationError(.input, "the runbook \(script) cannot be read", hint: "give the path of a Lua script")
        }
        return Runbook(name: script, source: String(decoding: contents, as: UTF8.self))
    }
}
