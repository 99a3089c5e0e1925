import AutomationCore
import Foundation
import PluginHost
import Yams

/// A text of the project's file that is to grant a plugin more. Lines and items are put in between others; nothing
/// that is there moves, and whoever takes a result reads it again to see that it says what it should.
struct ProjectTextEdit {
    private let text: YAMLText
    private let root: Node?
    private let plugin: String
    private let grants: Grants

    /// Nil when the text is not YAML.
    init?(_ text: String, plugin: String, adding grants: Grants) {
        do { root = try Yams.compose(yaml: text) } catch { return nil }
        self.text = YAMLText(text)
        self.plugin = plugin
        self.grants = grants
    }

    /// What the text may become, the most natural first; none when it is in no form that can be changed.
    var candidates: [String] {
        guard let root, !root.isNothing else { return [text.appending(block(.plugins, under: 0, step: 2))] }
        guard let mapping = text.block(root) else { return [] }
        guard let plugins = mapping.entry("plugins") else {
            return [text.appending(block(.plugins, under: mapping.indentation ?? 0, step: 2))]
        }
        let step = text.block(plugins.value)?.indentation.map { $0 - plugins.indentation } ?? 2
        guard let entry = text.block(plugins.value)?.entry(plugin) else {
            return inside(plugins, block(.plugin, under: plugins.indentation + step, step: step), isLast: [false])
        }
        let inner = text.block(entry.value)?.indentation ?? entry.indentation + step
        guard let grant = text.block(entry.value)?.entry("grant") else {
            return inside(entry, block(.grant, under: inner, step: step), isLast: [true, false])
        }
        let deepest = text.block(grant.value)?.indentation ?? grant.indentation + step
        guard let fields = text.block(grant.value) else {
            return inside(grant, grants.projectLines(indentation: Self.spaces(deepest)), isLast: [false])
        }
        return [true, false].compactMap { isLast in
            guard var edits = fieldEdits(fields) else { return nil }
            let absent = grants.projectLines(indentation: Self.spaces(deepest), only: { fields.entry($0) == nil })
            let line = isLast ? text.lastLine(of: grant.value) : grant.line
            if !absent.isEmpty { edits.append(text.insertion(of: absent, afterLine: line)) }
            return text.applying(edits)
        }
    }

    // MARK: - Parts

    /// Which keys a block begins with.
    private enum Depth: Int {
        case plugins, plugin, grant
    }

    /// The lines for a key with everything under it, down to what is granted.
    private func block(_ depth: Depth, under indentation: Int, step: Int) -> [String] {
        let keys = ["plugins", plugin, "grant"][depth.rawValue...]
        let lines = keys.enumerated().map { Self.spaces(indentation + $0 * step) + $1 + ":" }
        return lines + grants.projectLines(indentation: Self.spaces(indentation + keys.count * step))
    }

    /// Lines put into a mapping, or under a key that has nothing yet.
    private func inside(_ entry: YAMLEntry, _ lines: [String], isLast: [Bool]) -> [String] {
        guard text.block(entry.value) != nil || entry.value.isNothing else { return [] }
        return isLast.compactMap { isLast in
            let line = isLast && text.block(entry.value) != nil ? text.lastLine(of: entry.value) : entry.line
            return text.applying([text.insertion(of: lines, afterLine: line)])
        }
    }

    /// The changes of fields that are there already.
    private func fieldEdits(_ fields: Node.Mapping) -> [YAMLText.Edit]? {
        var edits: [YAMLText.Edit] = []
        for name in Grants.projectFields {
            let items = grants.projectItems(name)
            guard !items.isEmpty, let field = fields.entry(name) else { continue }
            guard let edit = text.edit(of: field, adding: items) else { return nil }
            edits.append(edit)
        }
        return edits
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
