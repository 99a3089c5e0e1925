public import AutomationCore
import Foundation

/// Which plugins the operator has accepted, as they were then: `latchkey.lock` beside the project's file.
public struct ProjectLock: Sendable, Equatable {
    /// A plugin as it was accepted.
    public struct Entry: Sendable, Equatable, Codable {
        /// Its version, for people.
        public var version: String
        /// What its files were; see ``FoundPlugin/hash``.
        public var sha256: String

        /// Describes an accepted plugin.
        public init(version: String, sha256: String) {
            self.version = version
            self.sha256 = sha256
        }
    }

    private struct Contents: Codable {
        var version = 1
        var plugins: [String: Entry]
    }

    /// The name that the file has.
    public static let name = "latchkey.lock"

    /// The accepted plugins by name.
    public var plugins: [String: Entry]

    /// Nothing accepted yet.
    public init() { plugins = [:] }

    /// Reads a lock file.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    public init(_ text: String) throws(AutomationError) {
        guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(text.utf8)), contents.version == 1
        else {
            throw AutomationError(
                .input,
                "\(Self.name) is damaged, or of a later version",
                hint: "take it from your version control, or remove it and accept every plugin anew with: "
                    + "latchkey plugin grant NAME"
            )
        }
        plugins = contents.plugins
    }

    /// The file's text.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let data = (try? encoder.encode(Contents(plugins: plugins))) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// Refuses a plugin that is not as it was accepted.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/permission``.
    public func check(_ plugin: FoundPlugin) throws(AutomationError) {
        guard let entry = plugins[plugin.name] else {
            throw AutomationError(
                .permission,
                "plugin \"\(plugin.name)\" in \(plugin.path) has not been accepted",
                hint: "look at it with: latchkey plugin show \(plugin.name); accept it with: "
                    + "latchkey plugin grant \(plugin.name)"
            )
        }
        if let problem = plugin.problem { throw problem }
        guard entry.sha256 != plugin.hash else { return }
        throw AutomationError(
            .permission,
            "plugin \"\(plugin.name)\" has changed since version \(entry.version) was accepted",
            hint: "look at the change in \(plugin.path); accept it with: latchkey plugin grant \(plugin.name)"
        )
    }
}
