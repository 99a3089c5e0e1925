import AutomationCore

/// One input, as the runbook declares it: `key = { type = "file", help = "private key of the key pair" }`.
struct InputDeclaration: Sendable {
    /// What a declaration may say.
    static let fields = [
        Parameter("type", .choice(InputKind.allCases.map(\.rawValue)), "what it takes", default: "string"),
        Parameter("help", .optional(.string), "what it is for, in one line"),
        Parameter("default", .optional(.any), "what stands in when it is not given"),
        Parameter("optional", .boolean, "whether it may be left out; it is nil then", default: "false"),
        Parameter("choices", .optional(.list(.string)), "the words that a choice takes"),
        Parameter("of", .choice(InputKind.ofElements.map(\.rawValue)), "what a list is of", default: "string"),
    ]

    let name: String
    let kind: InputKind
    let help: String
    /// What stands in for a value that is not given; none when nothing does.
    let defaultValue: Value
    /// Whether it may be without a value.
    let isOptional: Bool
    /// The words that it takes, when it is a choice or a list of them.
    let choices: [String]
    /// What a list is of.
    let elementKind: InputKind

    /// Reads a declaration.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` that names the input.
    init(name: String, _ value: Value) throws(AutomationError) {
        let table: InputDeclarationTable
        do {
            table = try InputDeclarationTable(value)
            self.name = name
            kind = try table.kind("type", among: InputKind.allCases)
            elementKind = try table.kind("of", among: InputKind.ofElements)
            help = try table.text("help") ?? ""
            isOptional = try table.flag("optional")
            choices = try table.words("choices")
            defaultValue = table.value("default")
            try InputDeclarationTable.checkName(name)
        } catch {
            throw AutomationError(.argument, "input \"\(name)\": \(error.text)", operation: "runbook.inputs")
        }
        if let problem = contradiction(isElementGiven: !table.value("of").isNone) {
            throw AutomationError(.argument, "input \"\(name)\": \(problem)", operation: "runbook.inputs")
        }
    }

    /// What is declared that does not go together.
    private func contradiction(isElementGiven: Bool) -> String? {
        let takesChoices = kind == .choice || (kind == .list && elementKind == .choice)
        if takesChoices, choices.isEmpty { return "a choice needs choices = { \"...\", ... }" }
        if !takesChoices, !choices.isEmpty { return "choices are for the type choice, and this is a \(kind.rawValue)" }
        if kind != .list, isElementGiven { return "of is for the type list, and this is a \(kind.rawValue)" }
        if kind == .secret, !defaultValue.isNone {
            return "a secret has no default: everybody who can read the runbook could read it"
        }
        if isOptional, !defaultValue.isNone { return "give default or optional, not both" }
        return nil
    }

    /// The variable of the environment that it may come from.
    var environmentName: String { "LATCHKEY_VAR_" + name.uppercased() }

    /// The type as people call it.
    var typeText: String { kind == .list ? "list of \(elementKind.rawValue)" : kind.rawValue }
}
