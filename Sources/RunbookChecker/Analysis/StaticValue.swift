import AutomationCore

/// What is known of a value without running the script.
indirect enum StaticValue {
    /// Nothing.
    case unknown
    /// The value itself: nil, a boolean, a number or a text.
    case known(Value)
    /// Some value of a type that the host declares.
    case ofType(ParameterType)
    /// A table as it is written, which nobody can have changed yet.
    case table(TableConstructor)
    /// A table.
    case someTable
    /// A function of the script.
    case function(FunctionBody)
    case module(HostModule)
    /// A function of the host, by its full name: `password.wait`, `secret:reveal`.
    case hostFunction(HostFunction, name: String, isMethod: Bool)
    /// What `runbook.inputs` gives.
    case inputs(InputTable)
    case library(StandardLibrary)
    /// A function of Lua's own, by its full name: `string.rep`.
    case libraryFunction(StandardFunction, name: String)
}

extension StaticValue {
    /// Whether it counts as true where a condition is asked for; nil where that is not known.
    var truth: Bool? {
        switch self {
        case .known(.none): false
        case .known(.boolean(let flag)): flag
        case .unknown, .ofType(.any), .ofType(.boolean), .ofType(.optional): nil
        default: true
        }
    }

    /// The host object that it is; nil when it is none.
    var objectName: String? {
        if case .ofType(let type) = self, case .object(let name) = type.required { name } else { nil }
    }

    /// The type of its elements, when it is a list.
    var elementType: ParameterType? {
        if case .ofType(let type) = self, case .list(let element) = type.required { element } else { nil }
    }

    /// Whether it is a text.
    var isText: Bool {
        switch self {
        case .known(.string), .known(.bytes), .ofType(.string): true
        default: false
        }
    }
}
