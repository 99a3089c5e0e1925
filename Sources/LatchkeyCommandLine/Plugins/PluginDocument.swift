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
        var folder: String
        var sha256: String
        var summary: String?
        var modules: [String]
        var options: [String]
        var asksFor: [String]
        var isUsed: Bool
        var reason: String?

        enum CodingKeys: String, CodingKey {
            case name, version, kind, folder, sha256, summary, modules, options, reason
            case asksFor = "asks_for"
            case isUsed = "used"
        }
    }

    private var plugins: [Entry]

    init(_ entries: [PluginInspection.Entry]) {
        plugins = entries.map { entry in
            Entry(
                name: entry.found.name,
                version: entry.manifest?.version,
                kind: entry.found.kind.rawValue,
                folder: entry.found.path,
                sha256: entry.found.hash,
                summary: entry.manifest?.summary,
                modules: entry.modules,
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
