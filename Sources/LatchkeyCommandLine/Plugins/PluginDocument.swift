import AutomationCore
import Foundation
import PluginHost

/// `latchkey plugin list --json` and `show --json`.
struct PluginDocument: Encodable {
    /// One plugin. Fields are added in later releases, and none changes its meaning.
    struct Entry: Encodable {
        var name: String
        var version: String?
        var kind: String
        /// Left out, like the hash, of what is built in.
        var folder: String?
        var sha256: String?
        var isBuiltIn: Bool
        /// Whether it was asked who it is; otherwise what follows is empty because nobody knows.
        var isLookedAt: Bool
        var summary: String?
        var modules: [String]
        /// Left out where nobody knows before it is used.
        var slots: [String]?
        var options: [String]
        var asksFor: [String]
        var isUsed: Bool
        var reason: String?

        enum CodingKeys: String, CodingKey {
            case name, version, kind, folder, sha256, summary, modules, slots, options, reason
            case asksFor = "asks_for"
            case isUsed = "used"
            case isBuiltIn = "built_in"
            case isLookedAt = "looked_at"
        }
    }

    private var plugins: [Entry]

    init(_ entries: [PluginInspection.Entry]) {
        plugins = entries.map { entry in
            Entry(
                name: entry.name,
                version: entry.manifest?.version,
                kind: entry.kind,
                folder: entry.found?.path,
                sha256: entry.found?.hash,
                isBuiltIn: entry.found == nil,
                isLookedAt: !entry.isUnasked,
                summary: entry.manifest?.summary,
                modules: entry.modules,
                slots: entry.slots?.map(\.rawValue),
                options: entry.manifest?.options.map(\.name) ?? [],
                asksFor: entry.manifest?.permissions.missing(in: Grants()) ?? [],
                isUsed: entry.problem == nil && entry.refusal == nil,
                reason: (entry.problem ?? entry.refusal)?.message
            )
        }
    }

    /// The document's text.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
