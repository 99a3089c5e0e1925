import AutomationCore
import Synchronization

/// `runbook`: what a runbook says about itself. A global, because every runbook begins with it.
struct RunbookPlugin: Plugin {
    /// Whether the runbook has declared its inputs.
    private final class Declared: Sendable {
        private let flag = Atomic(false)

        var isSet: Bool { flag.load(ordering: .acquiring) }

        func set() { flag.store(true, ordering: .releasing) }
    }

    private let body: HostFunction.Body
    private let given: [String]
    private let declared = Declared()

    /// Makes the plugin of a run.
    init(inputs: RunInputs) {
        given = Set(inputs.variables.keys).union(inputs.secrets.keys).union(inputs.files.flatMap(\.values.keys))
            .sorted()
        body = .suspending { [declared] call in
            declared.set()
            let reader = InputReader(inputs: inputs, files: call.context.world.files)
            return .record(try await reader.read(try Self.declarations(of: call)))
        }
    }

    /// Makes the plugin of a runbook that is only asked for its inputs.
    init(listener: InputListener) {
        given = []
        body = .immediate { call in
            listener.close(with: try Self.declarations(of: call))
            throw InputListener.refusal
        }
    }

    /// What the operator should know when the run is over: values that nobody has asked for.
    var warning: String? {
        guard !declared.isSet, !given.isEmpty else { return nil }
        return "the runbook declares no inputs, so nothing was made of \(given.joined(separator: ", "))"
    }

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
        let fields = InputDeclaration.fields.map(\.name).joined(separator: ", ")
        let types = InputKind.allCases.map(\.rawValue).joined(separator: ", ")
        return HostFunction(
            "inputs",
            summary: "Declares the runbook's inputs and gives their values, all checked before anything is sent.",
            parameters: [
                Parameter("declarations", .record, "per input a table with \(fields); a type is \(types)")
            ],
            returns: .init(.record, "the values by name; an optional input that was not given is nil"),
            errors: [.input],
            effect: .read,
            body: body
        )
    }

    private static func declarations(of call: HostCall) throws(AutomationError) -> [InputDeclaration] {
        guard case .record(let fields) = call.value("declarations") else { return [] }
        var declarations: [InputDeclaration] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            declarations.append(try InputDeclaration(name: name, value))
        }
        return declarations
    }
}
