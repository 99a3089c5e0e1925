import AutomationCore
import Foundation
import LuaRuntime

/// The modules of a runbook that are scripts: `NAME.lua` or `NAME/init.lua` beside it, with a folder for each dot.
struct ModuleFiles {
    let files: FileRoot
    /// The runbook's folder.
    let folder: String

    /// No module is larger than that, in bytes.
    private static let largest = 8 << 20

    init(beside runbook: Runbook, files: FileRoot) {
        self.files = files
        folder = (runbook.name as NSString).deletingLastPathComponent
    }

    /// The text of the module; nil when there is none.
    func find(_ name: String) throws -> LuaSource? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        // A name is a name and no path: nothing leads out of the folder.
        guard parts.allSatisfy({ !$0.isEmpty && !$0.contains("/") && !$0.contains("\0") }) else { return nil }
        let base = ([folder] + parts.map(String.init)).filter { !$0.isEmpty }.joined(separator: "/")
        for path in [base + ".lua", base + "/init.lua"] {
            let resolved = files.resolve(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: resolved, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            guard let contents = FileManager.default.contents(atPath: resolved), contents.count <= Self.largest else {
                throw AutomationError(.script, "the module \"\(name)\" is in \(path), which cannot be read")
            }
            return LuaSource(text: String(decoding: contents, as: UTF8.self), name: path)
        }
        return nil
    }
}
