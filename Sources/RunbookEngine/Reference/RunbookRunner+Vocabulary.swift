public import AutomationCore

/// What a script can be held against without running it.
extension RunbookRunner {
    /// What a runbook may write in `runbook.inputs`.
    public static var inputVocabulary: InputVocabulary {
        InputVocabulary(
            fields: InputDeclaration.fields,
            types: Dictionary(uniqueKeysWithValues: InputKind.allCases.map { ($0.rawValue, $0.valueType) })
        )
    }

    /// The names of Lua's own libraries: a module of such a name would be taken for it.
    public static var libraryNames: Set<String> {
        ["coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8"]
    }

    /// The file of a compiled module that a script in this folder can require, where the operator allows it; nil when
    /// there is none. The folder's path is absolute.
    public static func compiledModule(_ name: String, beside folder: String) -> String? {
        NativeModules(folder: folder).find(name)
    }

    /// What of Lua's own is not there in a runbook, by name, with what to use instead.
    public static var removedNames: [String: String] {
        let names = RemovedFromLua.libraries + RemovedFromLua.functions
        let explained = names.map { ($0, RemovedFromLua.explanation(of: $0) ?? "\($0) is not available in a runbook") }
        return Dictionary(explained) { first, _ in first }
    }
}

extension InputKind {
    /// The type of the value that a script gets.
    fileprivate var valueType: ParameterType {
        switch self {
        case .string, .file, .choice: .string
        case .number, .duration: .number
        case .boolean: .boolean
        case .secret: .secret
        case .list: .list(.any)
        case .server: .server
        case .servers: .list(.server)
        }
    }
}
