import AutomationCore
import Foundation
import LuaRuntime

/// The modules of a runbook that are scripts: `NAME.lua` or `NAME/init.lua` beside it, with a folder for each dot.
struct ModuleFiles: Sendable {
    let files: FileRoot
    /// The runbook's folder.
    let folder: String
    /// The folder, without a link in its path, that no module may be outside of; nil where links may lead anywhere.
    private let confinement: String?

    /// No module is larger than that, in bytes.
    private static let largest = 8 << 20

    init(beside runbook: Runbook, files: FileRoot) {
        self.files = files
        folder = (runbook.name as NSString).deletingLastPathComponent
        confinement = nil
    }

    /// The modules in a plugin's folder, which a link does not lead out of. `folder` is without links itself.
    init(inside folder: String) {
        files = FileRoot(folder)
        self.folder = ""
        confinement = folder
    }

    /// The folder's absolute path.
    var path: String { folder.isEmpty ? files.path : files.resolve(folder) }

    /// Whether a path without links is inside the folder.
    func holds(_ real: String) -> Bool {
        guard let confinement else { return true }
        return real.hasPrefix(confinement == "/" ? "/" : confinement + "/")
    }

    /// Where something that exists really is; nil when it does not.
    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
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
            guard let real = Self.realPath(resolved), holds(real) else {
                throw AutomationError(.script, "the module \"\(name)\" is in \(path), which leads out of the folder")
            }
            guard let contents = FileManager.default.contents(atPath: resolved), contents.count <= Self.largest else {
                throw AutomationError(.script, "the module \"\(name)\" is in \(path), which cannot be read")
            }
            return LuaSource(text: String(decoding: contents, as: UTF8.self), name: path)
        }
        return nil
    }
}
