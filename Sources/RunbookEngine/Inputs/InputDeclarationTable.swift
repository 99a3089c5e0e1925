import AutomationCore

/// The table that declares an input, read field by field.
struct InputDeclarationTable {
    private let fields: [String: Value]

    /// Takes the table.
    ///
    /// - Throws: What is wrong with it, when it is none or has fields that mean nothing.
    init(_ value: Value) throws(InputProblem) {
        switch value {
        case .record(let fields): self.fields = fields
        case .list(let values) where values.isEmpty: fields = [:]
        default:
            throw InputProblem("expected a table like { type = \"string\", help = \"...\" }, got \(value.typeName)")
        }
        let known = InputDeclaration.fields.map(\.name)
        guard let unknown = fields.keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw InputProblem("there is no field \"\(unknown)\"" + Self.suggestion(for: unknown, among: known))
    }

    /// The field; none when it is not there.
    func value(_ name: String) -> Value { fields[name] ?? .none }

    /// The text in the field; nil when it is not there.
    func text(_ name: String) throws(InputProblem) -> String? {
        switch value(name) {
        case .none: return nil
        case .string(let text): return text
        case let other: throw InputProblem("\(name) must be a text, got \(other.typeName)")
        }
    }

    /// The flag in the field; false when it is not there.
    func flag(_ name: String) throws(InputProblem) -> Bool {
        switch value(name) {
        case .none: return false
        case .boolean(let flag): return flag
        case let other: throw InputProblem("\(name) must be true or false, got \(other.typeName)")
        }
    }

    /// The words in the field; none when it is not there.
    func words(_ name: String) throws(InputProblem) -> [String] {
        switch value(name) {
        case .none: return []
        case .list(let values):
            var words: [String] = []
            for value in values {
                guard case .string(let word) = value else {
                    throw InputProblem("\(name) must be a list of texts, got \(value.typeName) in it")
                }
                words.append(word)
            }
            return words
        case let other: throw InputProblem("\(name) must be a list of texts, got \(other.typeName)")
        }
    }

    /// The type in the field; a text when it is not there.
    func kind(_ name: String, among kinds: [InputKind]) throws(InputProblem) -> InputKind {
        let known = kinds.map(\.rawValue)
        let expected =
            "the \(name == "of" ? "type of a list's elements" : name) must be one of " + known.joined(separator: ", ")
        switch value(name) {
        case .none: return .string
        case .string(let word):
            if let kind = InputKind(rawValue: word), kinds.contains(kind) { return kind }
            throw InputProblem("\(expected), got \"\(word)\"" + Self.suggestion(for: word, among: known))
        case let other: throw InputProblem("\(expected), got \(other.typeName)")
        }
    }

    /// Looks whether a script can write `input.NAME`, and a shell `LATCHKEY_VAR_NAME`.
    static func checkName(_ name: String) throws(InputProblem) {
        let isName =
            name.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } == true
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard !isName else { return }
        throw InputProblem("a name is made of letters, digits and _, and begins with no digit")
    }

    private static func suggestion(for name: String, among known: [String]) -> String {
        Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }
}
