public import AutomationCore

/// What a project says about its runs: which plugins, what is set for them, and what everybody may reach.
///
/// ```yaml
/// plugins:
///   kv:
///     path: plugins/kv          # found by its name when this is left out
///     on_failure: stop          # or continue; see FailureReaction
///     options:
///       address: https://kv.example.com
///       token: { file: secrets/kv-token }   # or { env: KV_TOKEN }
///     grant:
///       hosts: [kv.example.com]
///       paths: [{ path: /srv/inventory, write: true }]
///       programs: [/usr/bin/gpg]
///       secrets: true
///       native: false
/// store: kv                     # the plugin that keeps passwords; the vault when left out
/// grant:                        # what runbooks may reach
///   hosts: [hooks.example.com]
/// ```
public struct ProjectFile: Sendable {
    /// What is said about one plugin.
    public struct Plugin: Sendable {
        /// Where it is, as it was written; nil to look for its name.
        public var path: String?
        /// What is set for it, as it was written; see ``secrets(for:)``.
        public var options: [String: Value]
        /// What it may reach.
        public var grants: Grants
        /// What becomes of a run when it fails; nil for what is usual.
        public var onFailure: FailureReaction?
    }

    /// The name that the file has.
    public static let name = "latchkey.yaml"

    /// The plugins by name.
    public var plugins: [String: Plugin]
    /// The plugin that keeps passwords; nil for the vault.
    public var store: String?
    /// What runbooks may reach.
    public var grants: Grants

    /// A project that says nothing.
    public init() {
        plugins = [:]
        grants = Grants()
    }

    /// Reads what the file holds.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the place and, for a misspelt field, the
    ///   one that was probably meant.
    public init(_ value: Value) throws(AutomationError) {
        let table = try ProjectTable(value, at: Self.name, known: ["plugins", "store", "grant"])
        store = try table.text("store")
        grants = try Grants(project: try table.table("grant", known: Grants.projectFields))
        let entries = try table.table("plugins")
        plugins = [:]
        for name in entries.names {
            guard PluginManifest.isLegal(name) else {
                throw ProjectTable.failure(entries.inside(name), "that cannot be the name of a plugin")
            }
            plugins[name] = try Plugin(try entries.table(name, known: ["path", "options", "grant", "on_failure"]))
        }
    }
}

extension ProjectFile.Plugin {
    init(_ table: ProjectTable) throws(AutomationError) {
        path = try table.text("path")
        if let word = try table.text("on_failure") {
            onFailure = FailureReaction(rawValue: word)
            guard onFailure != nil else {
                let words = FailureReaction.allCases.map(\.rawValue)
                let suggestion = Spelling.nearest(to: word, among: words).map { "; did you mean \($0)?" } ?? ""
                throw ProjectTable.failure(
                    table.inside("on_failure"),
                    "expected \(words.joined(separator: " or ")), got \"\(word)\"\(suggestion)"
                )
            }
        }
        grants = try Grants(project: try table.table("grant", known: Grants.projectFields))
        options = try table.table("options").values
    }
}
