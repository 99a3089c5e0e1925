import AutomationCore
import Foundation
import RunbookEngine

/// Puts generated files into a project's folder, and leaves alone what is somebody else's.
struct ProjectFiles {
    let root: FileRoot
    /// What the operator called the folder; nil for the working folder.
    let shownAs: String?

    /// Writes the files that differ from what is there, and removes those that an earlier release has left.
    ///
    /// - Returns: What was done, a line for each file.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``, before anything is written when a file is not ours.
    func write(_ files: [ReferenceFile], replacesForeign: Bool) throws(AutomationError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw AutomationError(.input, "there is no folder \(shownAs ?? root.path)", hint: "make it first")
        }
        let foreign = replacesForeign ? [] : files.filter { isForeign($0) }.map { shown($0.path) }
        guard foreign.isEmpty else {
            throw AutomationError(
                .input,
                "\(foreign.joined(separator: " and ")) \(foreign.count == 1 ? "is" : "are") not from latchkey types, "
                    + "or changed since; nothing was written",
                hint: "put aside what is there, or give --force to have it replaced"
            )
        }
        var changes: [String] = []
        for file in files where text(at: file.path) != file.text {
            try write(file)
            changes.append("wrote \(shown(file.path))")
        }
        return changes + removeStale(besides: files)
    }

    private func isForeign(_ file: ReferenceFile) -> Bool {
        guard FileManager.default.fileExists(atPath: root.resolve(file.path)) else { return false }
        // What cannot be read is somebody else's for sure.
        return text(at: file.path).map { !ReferenceFile.isOurs($0) } ?? true
    }

    private func text(at path: String) -> String? {
        FileManager.default.contents(atPath: root.resolve(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func write(_ file: ReferenceFile) throws(AutomationError) {
        let url = URL(fileURLWithPath: root.resolve(file.path))
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.text.utf8).write(to: url, options: .atomic)
        } catch {
            throw AutomationError(
                .input,
                "\(shown(file.path)) cannot be written",
                hint: "may this user write there, and is there room left?"
            )
        }
    }

    /// Removes meta files of modules that are no more.
    private func removeStale(besides files: [ReferenceFile]) -> [String] {
        let folder = ReferenceFile.typesFolder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.resolve(folder))) ?? []
        let stale = names.sorted().map { "\(folder)/\($0)" }.filter { path in
            !files.contains { $0.path == path } && text(at: path).map(ReferenceFile.isOurs) == true
        }
        return stale.compactMap { path in
            guard (try? FileManager.default.removeItem(atPath: root.resolve(path))) != nil else { return nil }
            return "removed \(shown(path))"
        }
    }

    private func shown(_ path: String) -> String { shownAs.map { FileRoot($0).resolve(path) } ?? path }
}
