public import AutomationCore

/// Everything that scripts can call, put in order for documentation and for editors.
///
/// It adds nothing to the declarations: the same values make the bindings and check the arguments.
public struct ScriptReference: Sendable {
    /// The modules by name.
    public let modules: [HostModule]
    /// The kinds of host object by name, each once.
    public let objectTypes: [ObjectType]

    /// Takes the declarations of a run, or of all built-in plugins.
    public init(_ modules: [HostModule]) {
        self.modules = modules.sorted { $0.name < $1.name }
        let types = Dictionary(modules.flatMap(\.objectTypes).map { ($0.name, $0) }) { first, _ in first }
        objectTypes = types.values.sorted { $0.name < $1.name }
    }

    /// The kinds of error that a runbook may meet, by name: those that functions declare, and those that any call may
    /// end with.
    var errorKinds: [ErrorKind] {
        let functions = modules.flatMap(\.functions) + objectTypes.flatMap(\.methods)
        let kinds = Set(functions.flatMap(\.errors) + [.argument, .cancelled, .script])
        return kinds.sorted { $0.rawValue < $1.rawValue }
    }
}
