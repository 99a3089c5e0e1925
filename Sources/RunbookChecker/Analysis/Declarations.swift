import AutomationCore

/// All that the host declares, by name.
struct Declarations: Sendable {
    /// The modules; the parts of one that several plugins give are together.
    let modules: [String: HostModule]
    let objectTypes: [String: ObjectType]
    let inputs: InputVocabulary
    /// What of Lua's own is not there, with what to say about it.
    let removedNames: [String: String]

    init(modules: [HostModule], inputs: InputVocabulary, removedNames: [String: String]) {
        var byName: [String: HostModule] = [:]
        for module in modules {
            byName[module.name, default: HostModule(name: module.name, summary: module.summary, functions: [])]
                .add(module)
        }
        self.modules = byName
        objectTypes = Dictionary(modules.flatMap(\.objectTypes).map { ($0.name, $0) }) { $1 }
        self.inputs = inputs
        self.removedNames = removedNames
    }

    /// The modules that are there without `require`.
    var globalModules: [String] { modules.values.filter(\.isGlobal).map(\.name) }
}

extension HostModule {
    fileprivate mutating func add(_ other: HostModule) {
        functions += other.functions
        constants += other.constants
        objectTypes += other.objectTypes
        isGlobal = isGlobal || other.isGlobal
    }
}
