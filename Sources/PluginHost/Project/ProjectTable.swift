import AutomationCore

/// A table of the project's file, read field by field. Errors name the place: `latchkey.yaml: plugins.kv.grant`.
struct ProjectTable {
    private let place: String
    private let fields: [String: Value]

    /// Takes a table; nothing at all counts as an empty one.
    ///
    /// - Parameter known: The fields that it may have; nil for any.
    init(_ value: Value, at place: String, known: [String]? = nil) throws(AutomationError) {
        self.place = place
        switch value {
        case .none: fields = [:]
        case .record(let fields): self.fields = fields
        case .list(let values) where values.isEmpty: fields = [:]
        default: throw Self.failure(place, "expected names with values, got \(value.typeName)")
        }
        guard let known else { return }
        for name in names where !known.contains(name) {
            let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw AutomationError(
                .input,
                "\(place): there is no field \"\(name)\"\(suggestion)",
                hint: "fields: \(known.joined(separator: ", "))"
            )
        }
    }

    /// The names in it, in order.
    var names: [String] { fields.keys.sorted() }

    /// The fields themselves.
    var values: [String: Value] { fields }

    /// The field; none when it is not there.
    func value(_ name: String) -> Value { fields[name] ?? .none }

    /// The table in the field.
    func table(_ name: String, known: [String]? = nil) throws(AutomationError) -> ProjectTable {
        try ProjectTable(value(name), at: inside(name), known: known)
    }

    /// The text in the field; nil when it is not there.
    func text(_ name: String) throws(AutomationError) -> String? {
        switch value(name) {
        case .none: return nil
        case .string(let text): return text
        case let other: throw Self.failure(inside(name), "expected a text, got \(other.typeName)")
        }
    }

    /// The flag in the field; false when it is not there.
    func flag(_ name: String) throws(AutomationError) -> Bool {
        switch value(name) {
        case .none: return false
        case .boolean(let flag): return flag
        case let other: throw Self.failure(inside(name), "expected true or false, got \(other.typeName)")
        }
    }

    /// The list in the field; empty when it is not there.
    func list(_ name: String) throws(AutomationError) -> [Value] {
        switch value(name) {
        case .none: return []
        case .list(let values): return values
        case let other: throw Self.failure(inside(name), "expected a list, got \(other.typeName)")
        }
    }

    /// The texts in the field; none when it is not there.
    func texts(_ name: String) throws(AutomationError) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard case .string(let text) = value else {
                throw Self.failure(inside(name), "expected a list of texts, got \(value.typeName) in it")
            }
            texts.append(text)
        }
        return texts
    }

    /// The place of a field, for messages.
    func inside(_ name: String) -> String { place == ProjectFile.name ? "\(place): \(name)" : "\(place).\(name)" }

    static func failure(_ place: String, _ problem: String) -> AutomationError {
        AutomationError(.input, "\(place): \(problem)")
    }
}
