import AutomationCore

/// Tells whether a value is certain to be refused by a parameter, by the rules that hold when the script runs.
struct TypeJudgement {
    private let evaluation: Evaluation

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
    }

    /// What is known of the value of an expression.
    func value(of expression: Expression) -> StaticValue { evaluation.value(of: expression) }

    /// What to call the value that is not of the parameter's type; nil when it is, or may be.
    func mismatch(_ value: StaticValue, _ parameter: Parameter) -> String? {
        let type = parameter.type
        switch value {
        case .unknown: return nil
        case .known(let value):
            if value.isNone, parameter.isOptional { return nil }
            guard ArgumentChecker.convert(value, to: type) == nil else { return nil }
            return ArgumentChecker.described(value, for: type)
                + ArgumentChecker.suggestion(for: value, among: type.choices)
        case .function, .hostFunction, .libraryFunction:
            return ArgumentChecker.convert(.function(WrittenFunction()), to: type) == nil ? "function" : nil
        case .table(let table): return fits(table, type.required) ? nil : "table"
        case .someTable, .module, .inputs, .library: return ArgumentChecker.acceptsTable(type) ? nil : "table"
        case .ofType(let given): return mismatch(given, type.required)
        }
    }

    /// Whether a table that is written out may be of the type.
    private func fits(_ table: TableConstructor, _ type: ParameterType) -> Bool {
        let positional = table.items.filter(\.isPositional)
        let others = table.items.count - positional.count
        switch type {
        case .any: return true
        case .record:
            return others > 0 || positional.allSatisfy { evaluation.value(of: $0.value).truth != true }
        case .list(let element):
            let parameter = Parameter("", element, "")
            guard positional.allSatisfy({ mismatch(evaluation.value(of: $0.value), parameter) == nil }) else {
                return false
            }
            return !positional.isEmpty
                || table.items.allSatisfy { $0.name == nil || evaluation.value(of: $0.value).truth != true }
        default: return false
        }
    }

    /// A value of which only the type is known.
    private func mismatch(_ given: ParameterType, _ type: ParameterType) -> String? {
        func refused(_ example: Value) -> Bool { ArgumentChecker.convert(example, to: type) == nil }
        switch given {
        case .any, .optional, .duration, .amount, .choice: return nil
        case .boolean: return refused(.boolean(true)) ? "boolean" : nil
        case .integer, .number: return refused(.integer(1)) ? "number" : nil
        case .string:
            switch type {
            case .any, .string, .duration, .amount, .choice, .object: return refusesText(type) ? "string" : nil
            default: return "string"
            }
        case .function: return refused(.function(WrittenFunction())) ? "function" : nil
        case .list, .record: return ArgumentChecker.acceptsTable(type) ? nil : "table"
        case .object(let name):
            switch type {
            case .any: return nil
            case .object(let expected): return expected == name ? nil : name
            default: return name
            }
        }
    }

    /// Whether no text at all stands for an object of the type.
    private func refusesText(_ type: ParameterType) -> Bool {
        guard case .object = type else { return false }
        return ArgumentChecker.convert(.string("text"), to: type) == nil
    }

    /// Stands for a function of the script.
    private struct WrittenFunction: ScriptFunction {
        func call(_ arguments: [Value]) async throws -> [Value] { [] }
    }
}

extension TableConstructor.Item {
    /// Whether it is written without a key.
    var isPositional: Bool {
        if case .none = key { true } else { false }
    }
}
