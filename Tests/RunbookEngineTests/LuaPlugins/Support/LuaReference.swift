import Foundation

/// The document that authors of Lua plugins read.
enum LuaReference {
    static func text() throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../Sources/RunbookEngine/LuaPlugins/REFERENCE.md")
        return try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
    }

    /// Its blocks of Lua.
    static func blocks() throws -> [String] {
        // Every second part lies between fences; its first line names the language.
        try text().components(separatedBy: "\n```").enumerated().compactMap { index, part in
            index % 2 == 1 && part.hasPrefix("lua\n") ? String(part.dropFirst(4)) : nil
        }
    }

    /// The blocks that are fields of a plugin's table, perhaps with locals before them, and a blank line between.
    static func fragments() throws -> [String] { try blocks().filter { !$0.contains("contract = 1") } }

    /// A fragment in a plugin of its own.
    static func plugin(with fragment: String) throws -> LuaPluginFixture {
        var fields = fragment
        var top = ""
        if fragment.hasPrefix("local "), let end = fragment.range(of: "\n\n") {
            top = String(fragment[..<end.lowerBound])
            fields = String(fragment[end.upperBound...])
        }
        return try LuaPluginFixture("\n\(fields)\n", name: "cmdb", top: top)
    }

    /// The plugin of the one fragment in which this field is set at the margin.
    static func plugin(setting field: String) throws -> LuaPluginFixture {
        try plugin(with: fragment(setting: field))
    }

    /// The one fragment in which this field is set at the margin, before any other, or behind the permissions it needs.
    static func fragment(setting field: String) throws -> String {
        let found = try fragments().filter { Self.field(of: $0) == field }
        guard found.count == 1 else { throw Missing(what: "one block that begins with \(field)") }
        return found[0]
    }

    /// The first field that a fragment is about.
    static func field(of fragment: String) -> String? {
        let names = fragment.matches(of: #/(?m)^([a-z_]+) = /#).map { String($0.output.1) }
        return names.first { $0 != "permissions" } ?? names.first
    }

    /// The words between backquotes in the part of the document below this heading.
    static func words(below heading: String) throws -> Set<String> {
        let text = try text()
        guard let start = text.range(of: "\n\(heading)\n") else { throw Missing(what: "the heading \(heading)") }
        let rest = text[start.upperBound...]
        let end = rest.firstMatch(of: #/\n##+ /#)?.range.lowerBound ?? rest.endIndex
        let prose = rest[..<end].replacing(#/(?s)\n```lua.*?\n```/#, with: "")
        let spans = prose.matches(of: #/`([^`]+)`/#).map(\.output.1)
        return Set(spans.flatMap { $0.matches(of: #/[A-Za-z_0-9.]+/#).map { String($0.output) } })
    }

    /// Something that must be in the document is not.
    struct Missing: Error {
        var what: String
    }
}
