import AutomationCore

/// One call of a host function: which argument goes to which parameter, and which of them are wrong for certain.
struct ArgumentSorting {
    let function: HostFunction
    let checker: ArgumentChecker
    let judgement: TypeJudgement
    let call: CallSite
    private(set) var findings: [Finding] = []

    init(function: HostFunction, checker: ArgumentChecker, judgement: TypeJudgement, call: CallSite) {
        self.function = function
        self.checker = checker
        self.judgement = judgement
        self.call = call
    }

    mutating func sort(_ arguments: ArraySlice<CallSite.Argument>, _ script: Script) {
        var given = arguments
        if !function.isVariadic, !call.isOpen {
            while let last = given.last, case .known(.none) = last.value { given.removeLast() }
        }
        let count = given.count
        for (index, parameter) in function.parameters.enumerated() {
            if index == function.optionsPosition, !takeOptions(from: &given) { return }
            if mayBeOptions(given, insteadOf: parameter, at: index) {
                guard isTable(given.first) == true else { return }
                continue
            }
            guard let argument = given.popFirst() else {
                if call.isOpen { return }
                if !parameter.isOptional {
                    add(.argumentCount, checker.mismatch(.none, for: parameter, noun: "argument \(index + 1)"))
                }
                continue
            }
            if let wrong = judgement.mismatch(argument.value, parameter) {
                let error = checker.mismatch(given: wrong, for: parameter, noun: "argument \(index + 1)")
                add(.argumentType, error, at: argument)
            }
        }
        if function.optionsPosition >= function.parameters.count, !function.options.isEmpty {
            if let argument = given.popFirst() { options(argument) } else if !call.isOpen { requiredOptions([]) }
        }
        // What may be nil is no argument: wrappers pass on what they were not given.
        guard !function.isVariadic, given.contains(where: { !mayBeLeftOut($0, script) }) else { return }
        add(.argumentCount, checker.tooMany(count), at: given.first)
    }

    // MARK: - Options

    /// Takes the options in front of another parameter; false when it is not known what stands there.
    private mutating func takeOptions(from given: inout ArraySlice<CallSite.Argument>) -> Bool {
        let following = function.parameters.count - function.optionsPosition
        guard given.count > following || isTable(given.first) == true else { return !call.isOpen }
        if let argument = given.popFirst() { options(argument) }
        return true
    }

    /// Whether the options may follow at once because only optional parameters are left out before them.
    private func mayBeOptions(
        _ given: ArraySlice<CallSite.Argument>,
        insteadOf parameter: Parameter,
        at index: Int
    ) -> Bool {
        parameter.isOptional && !ArgumentChecker.acceptsTable(parameter.type) && given.count == 1
            && function.optionsPosition > index && !function.options.isEmpty && isTable(given.first) != false
    }

    private mutating func options(_ argument: CallSite.Argument) {
        switch argument.value {
        case .table(let table):
            // What may be nil may be nothing.
            if table.items.contains(where: { $0.isPositional && judgement.value(of: $0.value).truth == true }) {
                return add(.argumentType, checker.wrongOptions(given: "table"), at: argument)
            }
            options(table)
        case .known(.none), .unknown, .someTable, .inputs, .ofType(.any), .ofType(.record), .ofType(.optional): return
        case .known(let value):
            add(
                .argumentType,
                checker.wrongOptions(given: ArgumentChecker.described(value, for: .secret)),
                at: argument
            )
        case .function, .hostFunction, .libraryFunction:
            add(.argumentType, checker.wrongOptions(given: "function"), at: argument)
        default:
            guard let object = argument.value.objectName else { return }
            add(.argumentType, checker.wrongOptions(given: object), at: argument)
        }
    }

    private mutating func options(_ table: TableConstructor) {
        for item in table.items {
            guard let name = item.name else { continue }
            guard let option = function.options.first(where: { $0.name == name.text }) else {
                findings.append(Finding(.unknownOption, checker.unknownOption(name.text), at: name.offset))
                continue
            }
            guard let wrong = judgement.mismatch(judgement.value(of: item.value), option) else { continue }
            let error = checker.mismatch(given: wrong, for: option, noun: "option")
            findings.append(Finding(.argumentType, error, at: item.value.start))
        }
        guard let named = table.namedItems else { return }
        requiredOptions(named.map(\.name.text))
    }

    private mutating func requiredOptions(_ given: [String]) {
        for option in function.options where !option.isOptional && !given.contains(option.name) {
            add(.argumentCount, checker.mismatch(.none, for: option, noun: "option"))
        }
    }

    // MARK: - What is known

    /// Whether an argument is a table; nil when that is not known.
    private func isTable(_ argument: CallSite.Argument?) -> Bool? {
        guard let argument else { return false }
        switch argument.value {
        case .table, .someTable, .inputs, .module, .library, .ofType(.record), .ofType(.list): return true
        case .unknown, .ofType(.any), .ofType(.optional): return nil
        default: return false
        }
    }

    private func mayBeLeftOut(_ argument: CallSite.Argument, _ script: Script) -> Bool {
        switch argument.value {
        case .known(.none), .ofType(.optional), .ofType(.any): return true
        case .unknown:
            guard case .name(let name) = argument.expression.bare.kind else { return false }
            return script.resolution.uses[name.offset]?.isParameter ?? true
        default: return false
        }
    }

    private mutating func add(_ code: Diagnostic.Code, _ error: AutomationError, at argument: CallSite.Argument? = nil)
    {
        findings.append(Finding(code, error, at: argument?.expression.start ?? call.offset))
    }
}
