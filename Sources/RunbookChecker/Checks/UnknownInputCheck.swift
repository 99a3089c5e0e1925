import AutomationCore

/// Fields of `input` that `runbook.inputs` does not declare.
struct UnknownInputCheck: Check {
    private var reads: [(table: InputTable, name: Name)] = []

    mutating func field(_ access: FieldAccess, in script: Script) {
        guard case .inputs(let table) = access.base, access.purpose != .assignment, let name = access.name,
            table.types[name.text] == nil
        else { return }
        reads.append((table, name))
    }

    /// Only at the end of the script it is known whether it puts something into the table.
    var findings: [Finding] {
        reads.filter { !$0.table.isOpen }.map { table, name in
            let unknown = UnknownName(name.text, in: .inputs, known: Array(table.types.keys))
            let inputs = table.types.keys.sorted().joined(separator: ", ")
            return Finding(
                .unknownInput,
                unknown.explanation,
                hint: inputs.isEmpty ? nil : "inputs: \(inputs)",
                at: name.offset
            )
        }
    }
}
