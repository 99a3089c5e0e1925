import AutomationCore
import Foundation
import PluginHost
import Yams

/// Writes into the project's file, and leaves everything else in it as it is, comments too.
enum ProjectText {
    /// Grants a plugin what it asks for and has not got yet.
    ///
    /// - Returns: What was written; nothing when everything had been granted before.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` with the lines to write by hand where the file is
    ///   written in a form that is not safe to change, or cannot be written.
    static func grant(_ asked: Grants, to plugin: String, files: FileRoot) throws(AutomationError) -> Grants {
        let path = files.resolve(ProjectFile.name)
        let isThere = FileManager.default.fileExists(atPath: path)
        guard let text = isThere ? try? String(contentsOfFile: path, encoding: .utf8) : "" else {
            throw AutomationError(.input, "\(ProjectFile.name) cannot be read")
        }
        let granted = try read(text)?.plugins[plugin]?.grants ?? Grants()
        let missing = asked.lacking(in: granted, files: files)
        guard missing != Grants() else { return missing }
        guard let changed = adding(missing, to: plugin, in: text) else { throw refusal(granted + missing, plugin) }
        try replace(path, with: changed)
        return missing
    }

    /// The text with something more granted to a plugin; nil where it is not certain how.
    static func adding(_ grants: Grants, to plugin: String, in text: String) -> String? {
        ProjectTextEdit(text, plugin: plugin, adding: grants)?.candidates.first { changed in
            isRight(changed, after: text, adding: grants, to: plugin)
        }
    }

    private static func refusal(_ grants: Grants, _ plugin: String) -> AutomationError {
        let lines = ["plugins:", "  \(plugin):", "    grant:"] + grants.projectLines(indentation: "      ")
        return AutomationError(
            .input,
            "\(ProjectFile.name) is written in a form that is not safe to change for the plugin \"\(plugin)\", "
                + "and was left as it is",
            hint: "write there what it asks for, so that it says what follows, and grant it again:\n"
                + lines.joined(separator: "\n")
        )
    }

    /// At every instant the file has the old or the new contents, whole. A link stays a link, and who could not read it
    /// before cannot afterwards.
    private static func replace(_ path: String, with text: String) throws(AutomationError) {
        let place = (path as NSString).resolvingSymlinksInPath
        let temporary = (place as NSString).deletingLastPathComponent + "/.\(ProjectFile.name).\(UUID().uuidString)"
        let mode = try? FileManager.default.attributesOfItem(atPath: place)[.posixPermissions]
        let isWritten = FileManager.default.createFile(
            atPath: temporary,
            contents: Data(text.utf8),
            attributes: mode.map { [.posixPermissions: $0] }
        )
        guard isWritten, rename(temporary, place) == 0 else {
            unlink(temporary)
            throw AutomationError(.input, "\(ProjectFile.name) cannot be written", hint: "is the folder writable?")
        }
    }

    // MARK: - The check

    /// Whether a changed text, read again, grants the plugin that much more and says the same for the rest.
    private static func isRight(_ changed: String, after text: String, adding grants: Grants, to plugin: String) -> Bool
    {
        guard let before = try? read(text) ?? ProjectFile(), let after = try? read(changed) else { return false }
        let granted = before.plugins[plugin]?.grants ?? Grants()
        guard after.plugins[plugin]?.grants == granted + grants else { return false }
        return (try? rest(of: changed, without: plugin)) == (try? rest(of: text, without: plugin))
    }

    private static func read(_ text: String) throws(AutomationError) -> ProjectFile? {
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch {
            throw AutomationError(.input, "\(ProjectFile.name) is not YAML")
        }
        return try node.map { node throws(AutomationError) in try ProjectFile(Value(node)) }
    }

    /// Everything but what the plugin is granted; what says nothing counts as not there.
    private static func rest(of text: String, without plugin: String) throws -> Node.Mapping {
        var root = try Yams.compose(yaml: text)?.mapping ?? Node.Mapping([])
        var plugins = root["plugins"]?.mapping ?? Node.Mapping([])
        var said = plugins[Node(plugin)]?.mapping ?? Node.Mapping([])
        said["grant"] = nil
        plugins[Node(plugin)] = said.isEmpty ? nil : .mapping(said)
        root["plugins"] = plugins.isEmpty ? nil : .mapping(plugins)
        return root
    }
}
