import AutomationCore

/// Tells what is known of the value of an expression. Each variable's value was noted where it is declared.
struct Evaluation {
    let script: Script

    func value(of expression: Expression) -> StaticValue {
        switch expression.kind {
        case .nil: .known(.none)
        case .boolean(let flag): .known(.boolean(flag))
        case .integer(let number): .known(.integer(number))
        case .number(let number): .known(.number(number))
        case .string(let bytes):
            .known(String(validating: bytes, as: UTF8.self).map { .string($0) } ?? .bytes(bytes))
        case .function(let body): .function(body)
        case .table(let table): .table(table)
        case .name(let name): value(of: name)
        case .parenthesized: value(of: expression.bare)
        case .unary(let sign, let operand): value(of: sign, operand)
        case .suffixed(let base, let suffixes):
            suffixes.reduce(value(of: base)) { value(of: $1, behind: $0) }
        case .binary, .ellipsis: .unknown
        }
    }

    private func value(of name: Name) -> StaticValue {
        if let variable = script.resolution.uses[name.offset] {
            return variable.isReassigned ? .unknown : variable.value
        }
        guard script.isUntouchedGlobal(name.text), !script.resolution.privateNames.contains(name.offset) else {
            return .unknown
        }
        if let module = script.declarations.modules[name.text], module.isGlobal { return .module(module) }
        if let library = StandardLibrary.byName[name.text] { return .library(library) }
        return StandardLibrary.base.functions[name.text].map { .libraryFunction($0, name: name.text) } ?? .unknown
    }

    private func value(of sign: UnaryOperator, _ operand: Expression) -> StaticValue {
        switch (sign, sign == .negate ? operand.bare.kind : .nil) {
        case (.negate, .integer(let number)): .known(.integer(0 &- number))
        case (.negate, .number(let number)): .known(.number(-number))
        case (.not, _): .ofType(.boolean)
        default: .unknown
        }
    }

    /// The value that a field, an index or a call gives.
    func value(of suffix: Suffix, behind base: StaticValue) -> StaticValue {
        if let name = suffix.constantName { return field(name.text, of: base) }
        switch suffix.kind {
        case .field: return .unknown
        case .index: return base.elementType.map { .ofType(.optional($0.required)) } ?? .unknown
        case .call(let arguments): return result(of: base, arguments)
        case .method(let name, let arguments): return result(of: method(name.text, of: base), arguments)
        }
    }

    /// What stands behind the colon.
    func method(_ name: String, of base: StaticValue) -> StaticValue {
        if base.isText { return field(name, of: StandardLibrary.byName["string"].map { .library($0) } ?? .unknown) }
        return field(name, of: base)
    }

    private func field(_ name: String, of base: StaticValue) -> StaticValue {
        switch base {
        case .module(let module):
            if let function = module.functions.first(where: { $0.name == name }) {
                return .hostFunction(function, name: "\(module.name).\(name)", isMethod: false)
            }
            return module.constants.first { $0.name == name }.map { .ofType($0.type) } ?? .unknown
        case .library(let library):
            // What the script has put there itself is not known.
            guard !script.resolution.libraryFields.contains("\(library.name).\(name)") else { return .unknown }
            return library.functions[name].map { .libraryFunction($0, name: "\(library.name).\(name)") } ?? .unknown
        case .inputs(let table):
            return table.types[name].map { .ofType($0) } ?? .unknown
        default:
            guard let objectName = base.objectName, let type = script.declarations.objectTypes[objectName] else {
                return .unknown
            }
            if let field = type.fields.first(where: { $0.name == name }) { return .ofType(field.type) }
            guard let method = type.methods.first(where: { $0.name == name }) else { return .unknown }
            return .hostFunction(method, name: "\(objectName):\(name)", isMethod: true)
        }
    }

    /// What a call gives first.
    private func result(of callee: StaticValue, _ arguments: [Expression]) -> StaticValue {
        switch callee {
        case .libraryFunction(_, name: "require"): return module(arguments.first)
        case .libraryFunction(let function, _):
            return function.result == .any ? .unknown : .ofType(function.result)
        case .hostFunction(_, name: "runbook.inputs", _):
            return inputs(arguments.first)
        case .hostFunction(let function, _, _):
            guard let type = function.returns?.type, !mayChangeResult(arguments) else { return .unknown }
            return type.required == .any ? .unknown : .ofType(type)
        default: return .unknown
        }
    }

    private func module(_ name: Expression?) -> StaticValue {
        guard let name, case .known(.string(let text)) = value(of: name) else { return .unknown }
        if let module = script.declarations.modules[text] { return .module(module) }
        return .unknown
    }

    private func inputs(_ declarations: Expression?) -> StaticValue {
        guard let declarations, case .table(let table) = value(of: declarations), let items = table.namedItems else {
            return .unknown
        }
        var types: [String: ParameterType] = [:]
        for item in items { types[item.name.text] = inputType(item.value) }
        return .inputs(InputTable(types: types))
    }

    private func inputType(_ declaration: Expression) -> ParameterType {
        guard case .table(let table) = declaration.kind, let items = table.namedItems else { return .any }
        var word = script.declarations.inputs.fields.first { $0.name == "type" }?.defaultText
        for item in items {
            switch (item.name.text, value(of: item.value)) {
            case ("type", .known(.string(let text))): word = text
            case ("type", _): return .any
            case ("optional", _):
                // It may be nil.
                return .any
            default: break
            }
        }
        return word.flatMap { script.declarations.inputs.types[$0] } ?? .any
    }

    /// Whether an option may make a function give something else than it declares: a flag, or options that are not
    /// written out where it is called.
    private func mayChangeResult(_ arguments: [Expression]) -> Bool {
        arguments.contains { argument in
            switch argument.kind {
            case .table(let table):
                return table.items.contains { item in
                    switch value(of: item.value) {
                    case .known(.string), .known(.integer), .known(.number): false
                    default: item.name != nil
                    }
                }
            case .name(let name):
                if case .someTable = value(of: name) { return true }
                return false
            default: return false
            }
        }
    }
}
