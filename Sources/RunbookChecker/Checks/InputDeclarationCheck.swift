import AutomationCore

/// What `runbook.inputs` is told.
struct InputDeclarationCheck: Check {
    private(set) var findings: [Finding] = []

    mutating func call(_ call: CallSite, in script: Script) {
        guard case .hostFunction(_, name: "runbook.inputs", _) = call.callee, let argument = call.arguments.first,
            case .table(let table) = argument.value, !script.declarations.inputs.fields.isEmpty
        else { return }
        let evaluation = Evaluation(script: script)
        for item in table.items {
            guard let name = item.name else { continue }
            switch evaluation.value(of: item.value) {
            case .table(let declaration): check(declaration, of: name.text, evaluation)
            case .known(let value) where !value.isNone:
                let expected = "expected a table like { type = \"string\", help = \"...\" }"
                add("\(expected), got \(value.typeName)", name.text, at: item.value.start)
            default: continue
            }
        }
    }

    private mutating func check(_ declaration: TableConstructor, of input: String, _ evaluation: Evaluation) {
        let fields = evaluation.script.declarations.inputs.fields
        for item in declaration.items {
            guard let name = item.name else { continue }
            guard let field = fields.first(where: { $0.name == name.text }) else {
                let known = fields.map(\.name)
                let meant = Spelling.nearest(to: name.text, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
                add("there is no field \"\(name.text)\"\(meant)", input, at: name.offset)
                continue
            }
            let value = evaluation.value(of: item.value)
            if case .known(.string(let word)) = value, case .choice(let words) = field.type, !words.contains(word) {
                let meant = Spelling.nearest(to: word, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
                let expected = "the \(name.text) must be one of \(words.joined(separator: ", "))"
                add("\(expected), got \"\(TokenText.shortened(word))\"\(meant)", input, at: item.value.start)
            } else if let given = TypeJudgement(evaluation).mismatch(value, field) {
                add("\(name.text) must be \(field.type.expectation), got \(given)", input, at: item.value.start)
            }
        }
    }

    private mutating func add(_ message: String, _ input: String, at offset: Int) {
        findings.append(Finding(.inputDeclaration, "runbook.inputs: input \"\(input)\": \(message)", at: offset))
    }
}
