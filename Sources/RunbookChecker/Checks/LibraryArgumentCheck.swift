import AutomationCore

/// The arguments of Lua's own functions, in Lua's words. Further arguments do no harm but in a few of them.
struct LibraryArgumentCheck: Check {
    private(set) var findings: [Finding] = []

    mutating func call(_ call: CallSite, in script: Script) {
        guard case .libraryFunction(let function, let name) = call.callee else { return }
        // A text in front of a colon is the first argument.
        let isMethod = call.receiver?.isText == true
        guard call.receiver == nil || isMethod else { return }
        let parameters = isMethod ? function.parameters.dropFirst() : function.parameters[...]
        var given = call.certainArguments
        let count = given.count + (isMethod ? 1 : 0)
        if let most = function.mostArguments, count > most {
            return add(.argumentCount, name, "wrong number of arguments to '\(function.name)'", at: call.offset)
        }
        for (index, parameter) in parameters.enumerated() {
            let place = "bad argument #\(index + 1) to '\(function.name)'"
            guard let argument = given.popFirst() else {
                if call.isOpen { return }
                guard parameter.isOptional else {
                    let message =
                        function.mostArguments != nil
                        ? "wrong number of arguments to '\(function.name)'"
                        : "\(place) (\(parameter.kind == .any ? "value" : parameter.expected) expected\(parameter.kind == .any ? "" : ", got no value"))"
                    return add(.argumentCount, name, message, at: call.offset)
                }
                continue
            }
            if case .known(.none) = argument.value, parameter.isOptional { continue }
            guard let problem = parameter.problem(with: argument.value) else { continue }
            add(.argumentType, name, "\(place) (\(problem))", at: argument.expression.start)
        }
    }

    private mutating func add(_ code: Diagnostic.Code, _ name: String, _ message: String, at offset: Int) {
        findings.append(Finding(code, "\(name): \(message)", at: offset))
    }
}

extension StandardFunction.Parameter {
    /// What Lua calls the type.
    fileprivate var expected: String { kind == .integer ? "number" : kind.rawValue }

    /// Why Lua refuses a value for certain; nil when it does not, or may not.
    fileprivate func problem(with value: StaticValue) -> String? {
        guard kind != .any, kind != .value, let given = Given(value) else { return nil }
        let isTaken =
            switch (kind, given) {
            case (.string, .text), (.string, .number), (.number, .number), (.table, .table), (.function, .function):
                true
            case (.number, .text(let text)), (.integer, .text(let text)): text.map(NumeralText.isNumber) ?? true
            case (.integer, .number(let number)):
                number == nil || Int64(exactly: number ?? 0) != nil
            default: false
            }
        guard !isTaken else { return nil }
        if kind == .integer, case .number = given { return "number has no integer representation" }
        return "\(expected) expected, got \(given.name)"
    }

    /// A value as far as Lua's functions look at it.
    private enum Given {
        case text(String?)
        case number(Double?)
        case table
        case function
        case other(String)

        init?(_ value: StaticValue) {
            switch value {
            case .known(.string(let text)): self = .text(text)
            case .known(.bytes), .ofType(.string), .ofType(.choice): self = .text(nil)
            case .known(.integer), .ofType(.integer), .ofType(.number): self = .number(nil)
            case .known(.number(let number)): self = .number(number)
            case .known(let other): self = .other(other.typeName)
            case .table, .someTable, .module, .inputs, .library, .ofType(.list), .ofType(.record): self = .table
            case .function, .hostFunction, .libraryFunction: self = .function
            case .ofType(.boolean): self = .other("boolean")
            case .ofType(.object(let name)): self = .other(name)
            default: return nil
            }
        }

        var name: String {
            switch self {
            case .text: "string"
            case .number: "number"
            case .table: "table"
            case .function: "function"
            case .other(let name): name
            }
        }
    }
}
