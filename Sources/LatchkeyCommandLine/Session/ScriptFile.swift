import AutomationCore
import Foundation
import RunbookEngine

/// A script on the disk, with the modules that stand beside it.
struct ScriptFile {
    let bytes: [UInt8]
    private let folder: String

    /// No module is larger than that, in bytes.
    private static let largestModule = 8 << 20

    /// Reads a script.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when it is not there or cannot be read.
    init(_ path: String, files: FileRoot) throws(AutomationError) {
        let resolved = files.resolve(path)
        let shown = TableText.plain(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: resolved, isDirectory: &isFolder) else {
            throw AutomationError(.input, "there is no runbook \(shown)", hint: "give the path of a Lua script")
        }
        guard !isFolder.boolValue, let contents = FileManager.default.contents(atPath: resolved) else {
            throw AutomationError(.input, "the runbook \(shown) cannot be read", hint: "give the path of a Lua script")
        }
        bytes = Array(contents)
        folder = URL(fileURLWithPath: resolved).deletingLastPathComponent().path
    }

    /// The text of the module `NAME.lua` or `NAME/init.lua`, with a folder for each dot; nil when there is none.
    func module(_ name: String) -> [UInt8]? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.contains("/") && !$0.contains("\0") }) else { return nil }
        let base = ([folder] + parts.map(String.init)).joined(separator: "/")
        for path in [base + ".lua", base + "/init.lua"] {
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            )
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            guard (attributes?[.size] as? Int ?? 0) <= Self.largestModule else { return [] }
            return FileManager.default.contents(atPath: path).map { Array($0) } ?? []
        }
        // A compiled one has no text, and whether it may be loaded, the operator decides when the runbook runs.
        return RunbookRunner.compiledModule(name, beside: folder) == nil ? nil : []
    }
}
