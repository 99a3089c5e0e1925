import AutomationCore
import LuaRuntime

/// A table of a `plugin.lua`, read strictly: every field is asked for, and nothing else may be there.
struct PluginTable {
    /// The fields that lead to it; empty for the whole.
    let place: String
    private let fields: [String: LuaValue]

    /// Takes a table with named fields, of which only these may be there.
    init(_ value: LuaValue, at place: String, allowing names: [String]?) throws(PluginMistake) {
        self.place = place
        switch value {
        case .record(let fields): self.fields = fields
        // An empty table is an empty list as well.
        case .list(let values) where values.isEmpty: fields = [:]
        default: throw Self.mismatch(value, expected: "a table with named fields", at: place)
        }
        guard let names else { return }
        for name in fields.keys.sorted() where !names.contains(name) {
            let suggestion = Spelling.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
            let advice = suggestion.isEmpty ? "; there are: \(names.joined(separator: ", "))" : suggestion
            throw PluginMistake(place: place, problem: "there is no field \"\(name)\"\(advice)")
        }
    }

    /// The names of all fields, in order.
    var names: [String] { fields.keys.sorted() }

    /// Where a field is.
    func place(of name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// The field with this name; nil when it is not there.
    subscript(_ name: String) -> LuaValue? { fields[name] }

    /// The text with this name; nil when it is not there.
    func optionalText(_ name: String) throws(PluginMistake) -> String? {
        guard let value = fields[name] else { return nil }
        guard case .string(let text) = value else { throw mismatch(name, "a string") }
        guard !text.isEmpty else { throw mistake(name, "must not be empty") }
        return text
    }

    /// The text with this name.
    func text(_ name: String) throws(PluginMistake) -> String {
        guard let text = try optionalText(name) else { throw mistake(name, "is missing: expected a string") }
        return text
    }

    /// The boolean with this name; false when it is not there.
    func flag(_ name: String) throws(PluginMistake) -> Bool {
        guard let value = fields[name] else { return false }
        guard case .boolean(let flag) = value else { throw mismatch(name, "a boolean") }
        return flag
    }

    /// The function with this name; nil when it is not there.
    func optionalFunction(_ name: String) throws(PluginMistake) -> LuaFunction? {
        guard let value = fields[name] else { return nil }
        guard case .function(let function) = value else { throw mismatch(name, "a function") }
        return function
    }

    /// The function with this name.
    func function(_ name: String) throws(PluginMistake) -> LuaFunction {
        guard let function = try optionalFunction(name) else { throw mistake(name, "is missing: expected a function") }
        return function
    }

    /// The elements of the list with this name, each with its place; none when it is not there.
    func list(_ name: String) throws(PluginMistake) -> [(place: String, value: LuaValue)] {
        guard let value = fields[name] else { return [] }
        guard case .list(let values) = value else { throw mismatch(name, "a list") }
        return values.enumerated().map { ("\(place(of: name))[\($0.offset + 1)]", $0.element) }
    }

    /// The texts of the list with this name; none when it is not there.
    func texts(_ name: String) throws(PluginMistake) -> [String] {
        var texts: [String] = []
        for (place, value) in try list(name) {
            guard case .string(let text) = value, !text.isEmpty else {
                throw Self.mismatch(value, expected: "a string", at: place)
            }
            texts.append(text)
        }
        return texts
    }

    /// The table with this name; nil when it is not there.
    func table(_ name: String, allowing names: [String]?) throws(PluginMistake) -> PluginTable? {
        guard let value = fields[name] else { return nil }
        return try PluginTable(value, at: place(of: name), allowing: names)
    }

    /// Something is wrong with a field.
    func mistake(_ name: String, _ problem: String) -> PluginMistake {
        PluginMistake(place: place(of: name), problem: problem)
    }

    private func mismatch(_ name: String, _ expected: String) -> PluginMistake {
        Self.mismatch(fields[name] ?? .none, expected: expected, at: place(of: name))
    }

    /// A value is of another type than it must be.
    static func mismatch(_ value: LuaValue, expected: String, at place: String) -> PluginMistake {
        PluginMistake(place: place, problem: "expected \(expected), got \(value.noun)")
    }
}
