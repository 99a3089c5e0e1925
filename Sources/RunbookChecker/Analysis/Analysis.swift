import AutomationCore

/// Goes through a script in the order of its text, notes what is known of every variable, and tells the checks of
/// everything that they look at.
struct Analysis {
    let script: Script
    let evaluation: Evaluation
    private var checks: [any Check]
    /// The functions of the script around the current place, the innermost last.
    var functions: [FunctionBody] = []
    /// How many `pcall`s with a function written in them are around the current place.
    private var protection = 0

    init(_ script: Script) {
        self.script = script
        evaluation = Evaluation(script: script)
        checks = [
            UndefinedGlobalCheck(), UnknownModuleCheck(), UnknownFieldCheck(), UnknownInputCheck(),
            InputDeclarationCheck(),
            HostArgumentCheck(), LibraryArgumentCheck(), ModuleAssignmentCheck(), WaitingPlaceCheck(),
        ]
    }

    /// Everything that the checks find in a script.
    mutating func findings(_ block: Block) -> [Finding] {
        self.block(block)
        tell { $0.finish($1) }
        return checks.flatMap(\.findings)
    }

    mutating func tell(_ event: (inout any Check, Script) -> Void) {
        for index in checks.indices { event(&checks[index], script) }
    }

    mutating func block(_ block: Block) {
        for statement in block.statements { self.statement(statement) }
    }

    mutating func function(_ body: FunctionBody) {
        functions.append(body)
        block(body.block)
        functions.removeLast()
    }

    /// Notes what is known of a variable where it is declared.
    func note(_ value: StaticValue, of name: Name) {
        guard let variable = script.resolution.declarations[name.offset] else { return }
        // What a variable holds may have been changed since it was written.
        if case .table = value { variable.value = .someTable } else { variable.value = value }
    }

    // MARK: - Calls

    mutating func call(
        _ callee: StaticValue,
        _ arguments: [Expression],
        at offset: Int,
        receiver: StaticValue? = nil
    ) {
        noteParameters(of: callee, arguments)
        let expectsErrors = if case .libraryFunction(_, name: "pcall") = callee { true } else { false }
        protection += expectsErrors ? 1 : 0
        let reads = Self.onlyReads(callee)
        for argument in arguments { visit(argument, as: reads ? .reading : .handingOn) }
        protection -= expectsErrors ? 1 : 0
        let site = CallSite(
            callee: callee,
            arguments: arguments.map { CallSite.Argument(expression: $0, value: evaluation.value(of: $0)) },
            receiver: receiver,
            offset: offset,
            enclosing: functions.last,
            isProtected: protection > 0
        )
        tell { $0.call(site, in: $1) }
    }

    /// The function that `fleet.each` is given gets a server each time.
    private func noteParameters(of callee: StaticValue, _ arguments: [Expression]) {
        guard case .hostFunction(_, name: "fleet.each", _) = callee,
            case .function(let body) = arguments.last?.bare.kind, let parameter = body.parameters.first
        else { return }
        note(.ofType(.server), of: parameter)
    }

    /// Whether a function leaves the tables that it is given as they are.
    private static func onlyReads(_ callee: StaticValue) -> Bool {
        switch callee {
        case .hostFunction: true
        case .libraryFunction(_, let name):
            ["ipairs", "next", "pairs", "print", "rawequal", "rawget", "rawlen", "tostring", "type"].contains(name)
        default: false
        }
    }
}
