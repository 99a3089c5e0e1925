public import AutomationCore
import Foundation

/// Finds plugins: in the project's `plugins`, the user's and the system's folder, or where the operator says.
public struct PluginSearch: Sendable {
    private let folders: [String]
    private let files: FileRoot

    /// Looks into these folders, the first of which goes before the others.
    public init(folders: [String], files: FileRoot) {
        self.folders = folders.map(files.resolve)
        self.files = files
    }

    /// Everything there is, by name; of two with the same name, the one in the folder that goes before.
    /// Those whose files cannot be looked at are among them, with the reason.
    public func all() -> [FoundPlugin] {
        var found: [String: FoundPlugin] = [:]
        for folder in folders {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where found[name] == nil {
                if let plugin = look(at: "\(folder)/\(name)", isNamed: false) { found[name] = plugin }
            }
        }
        return found.values.sorted { $0.name < $1.name }
    }

    /// The plugin in this folder.
    ///
    /// - Parameters:
    ///   - path: Relative ones start where the program was started.
    ///   - isNamed: Whether it is for this run alone.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound`` when there is none.
    public func plugin(at path: String, isNamed: Bool) throws(AutomationError) -> FoundPlugin {
        if let plugin = look(at: files.resolve(path), isNamed: isNamed) {
            if let problem = plugin.problem { throw problem }
            return plugin
        }
        throw AutomationError(
            .notFound,
            "there is no plugin in \(path)",
            hint: "a plugin is a folder with plugin.lua, or with plugin.json that names a program; "
                + "make one with: latchkey plugin new"
        )
    }

    private func look(at path: String, isNamed: Bool) -> FoundPlugin? {
        let folder = (path as NSString).resolvingSymlinksInPath
        let kind: FoundPlugin.Kind
        if FileManager.default.fileExists(atPath: folder + "/plugin.lua") {
            kind = .lua
        } else if FileManager.default.fileExists(atPath: folder + "/plugin.json") {
            kind = .process
        } else {
            return nil
        }
        var plugin = FoundPlugin(
            name: (path as NSString).lastPathComponent,
            path: folder,
            kind: kind,
            hash: "",
            isNamed: isNamed
        )
        // Nobody may have asked for it: that is told when it is used.
        do throws(AutomationError) { plugin.hash = try PluginFolderHash.hash(of: folder) } catch {
            plugin.problem = error
        }
        return plugin
    }
}
