import AutomationCore

/// `runbook`: what a runbook says about itself. A global, because every runbook begins with it.
struct RunbookPlugin: Plugin {
    let inputs: RunInputs

    var manifest: PluginManifest {
        PluginManifest(name: "runbook", version: "0.1.0", summary: "Declares what a runbook needs.")
    }

    var modules: [HostModule] {
        [
            HostModule(
                name: "runbook",
                summary: "What the runbook says about itself.",
                functions: [inputsFunction],
                isGlobal: true
            )
        ]
    }

    private var inputsFunction: HostFunction {
        let types = InputDeclaration.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        return HostFunction(
            "inputs",
            summary: "Declares the runbook's inputs and gives their values, all checked before anything is sent.",
            parameters: [
                Parameter(
                    "declarations",
                    .record,
                    "per input a table with type (\(types)), help, default, choices"
                )
            ],
            returns: .init(.record, "the values by name"),
            errors: [.input],
            effect: .read,
            body: .immediate { [inputs] call in
                guard case .record(let fields) = call.value("declarations") else { return .none }
                var declarations: [InputDeclaration] = []
                for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                    declarations.append(try InputDeclaration(name: name, value))
                }
                let reader = InputReader(inputs: inputs, files: call.context.world.files)
                return .record(try reader.read(declarations))
            }
        )
    }
}
