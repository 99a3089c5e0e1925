import AutomationCore
import Foundation
import PluginHost

/// Writes into the project's file, and leaves everything else in it as it is, comments too.
enum ProjectText {
    /// Grants something to a plugin.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` with the lines to write by hand where the file says
    ///   something of the plugin already, or cannot be written.
    static func write(grants: Grants, to plugin: String, files: FileRoot) throws(AutomationError) {
        let path = files.resolve(ProjectFile.name)
        let isThere = FileManager.default.fileExists(atPath: path)
        guard let text = isThere ? try? String(contentsOfFile: path, encoding: .utf8) : "" else {
            throw AutomationError(.input, "\(ProjectFile.name) cannot be read")
        }
        guard let changed = adding(grants, to: plugin, in: text) else {
            let lines = ["plugins:", "  \(plugin):", "    grant:"] + grants.projectLines(indentation: "      ")
            throw AutomationError(
                .input,
                "\(ProjectFile.name) says something of the plugin \"\(plugin)\" already, and was left as it is",
                hint: "write there what it asks for, and grant it again:\n" + lines.joined(separator: "\n")
            )
        }
        do { try Data(changed.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw AutomationError(.input, "\(ProjectFile.name) cannot be written", hint: "is the folder writable?")
        }
    }

    /// The text with one plugin more; nil where it is not certain how.
    static func adding(_ grants: Grants, to plugin: String, in text: String) -> String? {
        let entry =
            (["  \(plugin):", "    grant:"] + grants.projectLines(indentation: "      ")).joined(separator: "\n") + "\n"
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let place = lines.firstIndex(where: { $0.hasPrefix("plugins:") }) else {
            let separator = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
            return text + separator + "plugins:\n" + entry
        }
        let inside = lines[(place + 1)...].prefix { $0.isEmpty || $0.hasPrefix(" ") || $0.hasPrefix("#") }
        let isPlain = lines[place].dropFirst("plugins:".count).allSatisfy { $0 == " " }
        let names = inside.filter { !$0.trimmingCharacters(in: .whitespaces).isEmpty && !$0.contains("#") }
        guard isPlain, names.first.map({ $0.hasPrefix("  ") && !$0.hasPrefix("   ") }) ?? true,
            !inside.contains(where: { $0.hasPrefix("  \(plugin):") })
        else { return nil }
        lines.insert(contentsOf: entry.dropLast().split(separator: "\n").map(String.init), at: place + 1)
        return lines.joined(separator: "\n")
    }
}
