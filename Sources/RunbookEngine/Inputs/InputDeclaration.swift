import AutomationCore

/// One input, as the runbook declares it: `key = { type = "file", help = "private key of the key pair" }`.
struct InputDeclaration {
    /// The types that an input can have.
    enum Kind: String, CaseIterable {
        case string, number, boolean, duration, file, choice, server, servers
    }

    private static let fields = ["type", "help", "default", "choices"]

    let name: String
    let kind: Kind
    let help: String
    let defaultValue: Value
    let choices: [String]

    /// Reads a declaration.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` that names the input.
    init(name: String, _ value: Value) throws(AutomationError) {
        guard case .record(let fields) = value else {
            throw Self.failure(
                name,
                "expected a table like { type = \"string\", help = \"...\" }, got \(value.typeName)"
            )
        }
        if let unknown = fields.keys.sorted().first(where: { !Self.fields.contains($0) }) {
            let suggestion = Spelling.nearest(to: unknown, among: Self.fields).map { "; did you mean \"\($0)\"?" } ?? ""
            throw Self.failure(name, "there is no field \"\(unknown)\"\(suggestion)")
        }
        let kinds = Kind.allCases.map(\.rawValue)
        guard case .string(let type) = fields["type"] ?? .string("string"), let kind = Kind(rawValue: type) else {
            let given = if case .string(let type) = fields["type"] { "\"\(type)\"" } else { "something else" }
            throw Self.failure(name, "the type must be one of \(kinds.joined(separator: ", ")), got \(given)")
        }
        self.name = name
        self.kind = kind
        if case .string(let help) = fields["help"] { self.help = help } else { help = "" }
        defaultValue = fields["default"] ?? .none
        if case .list(let values) = fields["choices"] ?? .none {
            choices = values.compactMap { if case .string(let word) = $0 { word } else { nil } }
        } else {
            choices = []
        }
        if kind == .choice, choices.isEmpty {
            throw Self.failure(name, "a choice needs choices = { \"...\", ... }")
        }
    }

    private static func failure(_ name: String, _ message: String) -> AutomationError {
        AutomationError(.argument, "input \"\(name)\": \(message)", operation: "runbook.inputs")
    }
}
