/// Finds out what every name in a script stands for, and what of it the compiler of Lua refuses.
struct Resolver {
    /// What is known of the function that is being read.
    private struct FunctionState {
        var variables: [Variable] = []
        /// The compiler's own variables, which count.
        var hidden = 0
        var jumps = JumpTracker()
    }

    /// The compiler's limit.
    private static let mostVariables = 200
    /// Names are kept for suggestions at so many places at the most.
    private static let mostSuggestionPlaces = 500

    let source: SourceText
    var resolution = Resolution()
    private var functions: [FunctionState] = []
    /// For every name the variables that carry it, the innermost last.
    private var visible: [String: [Variable]] = [:]

    private init(_ source: SourceText) {
        self.source = source
    }

    /// Resolves a whole script.
    static func resolve(_ block: Block, in source: SourceText) -> Resolution {
        var resolver = Resolver(source)
        resolver.function(parameters: [], block: block)
        return resolver.resolution
    }

    // MARK: - Variables

    mutating func declare(_ variable: Variable) {
        resolution.declarations[variable.name.offset] = variable
        visible[variable.name.text, default: []].append(variable)
        withFunction { $0.variables.append(variable) }
        let count = functions.last.map { $0.variables.count + $0.hidden } ?? 0
        guard count == Self.mostVariables + 1 else { return }
        let place = functions.count == 1 ? "main function" : "function"
        refuse("too many local variables (limit is \(Self.mostVariables)) in \(place)", at: variable.name.offset)
    }

    /// What a name stands for; nil when it is global.
    func lookUp(_ text: String) -> Variable? { visible[text]?.last }

    /// A name is used: to be read, to be called at once, or to be assigned to.
    mutating func use(_ name: Name, isAssignment: Bool = false, isCalled: Bool = false) {
        if let variable = lookUp(name.text) {
            resolution.uses[name.offset] = variable
            guard isAssignment else { return }
            variable.isReassigned = true
            if variable.isConstant { refuse("attempt to assign to const variable '\(name.text)'", at: name.offset) }
            return
        }
        // Whoever passes all globals on, or what runs other code, or puts something in their place, may make any.
        if name.text == "_ENV" || name.text == "_G" { resolution.hasUnknownGlobals = true }
        if name.text == "_ENV", isAssignment { resolution.replacesEnvironment = true }
        if name.text == "load" || name.text == "require", !isCalled { resolution.hasUnknownGlobals = true }
        if lookUp("_ENV") != nil {
            resolution.privateNames.insert(name.offset)
        } else if isAssignment {
            resolution.assignedGlobals.insert(name.text)
        } else if resolution.visibleNames.count < Self.mostSuggestionPlaces,
            !StandardLibrary.globalNames.contains(name.text)
        {
            let variables = functions.reversed().lazy.flatMap { $0.variables.reversed() }
            resolution.visibleNames[name.offset] = variables.prefix(Self.mostVariables).map(\.name.text)
        }
    }

    mutating func refuse(_ message: String, at offset: Int) {
        resolution.problems.append(SyntaxError(message: message, offset: offset))
    }

    // MARK: - Functions and blocks

    mutating func function(parameters: [Name], block: Block) {
        functions.append(FunctionState())
        inBlock { resolver in
            for parameter in parameters { resolver.declare(Variable(parameter, isParameter: true)) }
            resolver.statements(of: block)
        }
        functions.removeLast()
    }

    /// Does something in a block of its own.
    mutating func inBlock(isLoop: Bool = false, hidden: Int = 0, _ body: (inout Resolver) -> Void) {
        let count = functions.last?.variables.count ?? 0
        withFunction {
            $0.jumps.enterBlock(variables: count, isLoop: isLoop)
            $0.hidden += hidden
        }
        body(&self)
        for variable in functions.last?.variables[count...] ?? [] { visible[variable.name.text]?.removeLast() }
        let source = source
        let problems = withFunction { function in
            function.variables.removeSubrange(count...)
            function.hidden -= hidden
            return function.jumps.leaveBlock(source: source)
        }
        resolution.problems += problems ?? []
    }

    mutating func block(_ block: Block) {
        inBlock { $0.statements(of: block) }
    }

    /// - Parameter isRepeated: Whether a condition behind the block still sees its variables.
    mutating func statements(of block: Block, isRepeated: Bool = false) {
        for (index, statement) in block.statements.enumerated() {
            switch statement.kind {
            case .label(let name):
                let isLast = !isRepeated && block.statements[(index + 1)...].allSatisfy(\.isVoid)
                addLabel(name, isLast: isLast)
            case .goto(let name):
                withFunction { $0.jumps.addJump(to: name, at: statement.start, variables: $0.variables.count) }
            case .breaking:
                withFunction { $0.jumps.addBreak(at: statement.start, variables: $0.variables.count) }
            default: self.statement(statement)
            }
        }
    }

    private mutating func addLabel(_ name: Name, isLast: Bool) {
        let source = source
        let problems = withFunction { function in
            function.jumps.addLabel(name, isLast: isLast, active: function.variables, source: source)
        }
        resolution.problems += problems ?? []
    }

    @discardableResult
    private mutating func withFunction<Answer>(_ body: (inout FunctionState) -> Answer) -> Answer? {
        guard !functions.isEmpty else { return nil }
        return body(&functions[functions.count - 1])
    }
}

extension Statement {
    /// Whether nothing happens there.
    fileprivate var isVoid: Bool {
        switch kind {
        case .empty, .label: true
        default: false
        }
    }
}
