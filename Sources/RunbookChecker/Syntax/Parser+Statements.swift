extension Parser {
    mutating func block() throws(SyntaxError) -> Block {
        var statements: [Statement] = []
        while true {
            if case .endOfFile = token.kind { break }
            if token.symbol?.endsBlock == true { break }
            let isLast = token.is(.return)
            statements.append(try statement())
            if isLast { break }
        }
        return Block(statements: statements, end: token.start)
    }

    private mutating func statement() throws(SyntaxError) -> Statement {
        let start = token.start
        try enter()
        defer { leave() }
        let kind: Statement.Kind
        switch token.symbol {
        case .semicolon:
            try advance()
            kind = .empty
        case .if: kind = try conditional()
        case .while:
            try advance()
            let condition = try expression()
            try require(.do)
            kind = .whileLoop(condition, try closedBlock(by: .end, opener: .while, at: start))
        case .do:
            try advance()
            kind = .block(try closedBlock(by: .end, opener: .do, at: start))
        case .for: kind = try loop()
        case .repeat:
            try advance()
            let body = try closedBlock(by: .until, opener: .repeat, at: start)
            kind = .repeatLoop(body, try expression())
        case .function: kind = try function()
        case .local:
            try advance()
            kind = try accept(.function) ? try localFunction(from: start) : try local()
        case .doubleColon:
            try advance()
            let name = try requireName()
            try require(.doubleColon)
            kind = .label(name)
        case .return: kind = try returning()
        case .break:
            try advance()
            kind = .breaking
        case .goto:
            try advance()
            kind = .goto(try requireName())
        default: kind = try assignmentOrCall()
        }
        return Statement(kind: kind, start: start)
    }

    private mutating func closedBlock(
        by symbol: Symbol,
        opener: Symbol,
        at opening: Int
    ) throws(SyntaxError) -> Block {
        let body = try block()
        try require(symbol, closing: opener, at: opening)
        return body
    }

    private mutating func conditional() throws(SyntaxError) -> Statement.Kind {
        let opening = token.start
        var branches: [Statement.Branch] = []
        repeat {
            try advance()
            let condition = try expression()
            try require(.then)
            branches.append(Statement.Branch(condition: condition, block: try block()))
        } while token.is(.elseif)
        let otherwise = try accept(.else) ? try block() : nil
        try require(.end, closing: .if, at: opening)
        return .conditional(branches, otherwise: otherwise)
    }

    private mutating func loop() throws(SyntaxError) -> Statement.Kind {
        let opening = token.start
        try advance()
        let first = try requireName()
        if try accept(.assign) {
            var bounds = [try expression()]
            try require(.comma)
            bounds.append(try expression())
            if try accept(.comma) { bounds.append(try expression()) }
            try require(.do)
            return .numericFor(first, bounds, try closedBlock(by: .end, opener: .for, at: opening))
        }
        guard token.is(.comma) || token.is(.in) else { throw failure("'=' or 'in' expected") }
        var names = [first]
        while try accept(.comma) { names.append(try requireName()) }
        try require(.in)
        let values = try expressions()
        try require(.do)
        return .genericFor(names, values, try closedBlock(by: .end, opener: .for, at: opening))
    }

    private mutating func function() throws(SyntaxError) -> Statement.Kind {
        let opening = token.start
        try advance()
        let base = try requireName()
        var suffixes: [Suffix] = []
        var isMethod = false
        while !isMethod, token.is(.dot) || token.is(.colon) {
            isMethod = token.is(.colon)
            let start = token.start
            try advance()
            let name = try requireName()
            suffixes.append(Suffix(kind: .field(name), start: start, end: previousEnd))
        }
        let root = Expression(kind: .name(base), start: base.offset, end: base.offset + base.text.utf8.count)
        let target =
            suffixes.isEmpty
            ? root : Expression(kind: .suffixed(root, suffixes), start: base.offset, end: previousEnd)
        return .function(target, try functionBody(from: opening, isMethod: isMethod))
    }

    private mutating func localFunction(from opening: Int) throws(SyntaxError) -> Statement.Kind {
        let name = try requireName()
        return .localFunction(name, try functionBody(from: opening))
    }

    private mutating func local() throws(SyntaxError) -> Statement.Kind {
        var locals: [Statement.Local] = []
        repeat {
            let name = try requireName()
            var attribute: Statement.Attribute?
            if try accept(.less) {
                let word = try requireName()
                attribute = Statement.Attribute(rawValue: word.text)
                guard attribute != nil else {
                    throw SyntaxError(message: "unknown attribute '\(word.text)'", offset: word.offset)
                }
                try require(.greater)
            }
            if attribute == .close, locals.contains(where: { $0.attribute == .close }) {
                throw SyntaxError(message: "multiple to-be-closed variables in local list", offset: name.offset)
            }
            locals.append(Statement.Local(name: name, attribute: attribute))
        } while try accept(.comma)
        return .local(locals, try accept(.assign) ? try expressions() : [])
    }

    private mutating func returning() throws(SyntaxError) -> Statement.Kind {
        try advance()
        var values: [Expression] = []
        let isAtEnd = if case .endOfFile = token.kind { true } else { false }
        if !isAtEnd, token.symbol?.endsBlock != true, !token.is(.semicolon) { values = try expressions() }
        _ = try accept(.semicolon)
        return .returning(values)
    }

    private mutating func assignmentOrCall() throws(SyntaxError) -> Statement.Kind {
        let first = try suffixedExpression()
        guard token.is(.assign) || token.is(.comma) else {
            if case .suffixed(_, let suffixes) = first.kind, suffixes.last?.isCall == true { return .call(first) }
            throw failure("syntax error")
        }
        var targets = [first]
        try requireAssignable(first)
        while try accept(.comma) {
            let target = try suffixedExpression()
            try requireAssignable(target)
            targets.append(target)
        }
        guard token.is(.assign) else { throw expected("'='") }
        try advance()
        return .assignment(targets, try expressions())
    }

    private func requireAssignable(_ target: Expression) throws(SyntaxError) {
        switch target.kind {
        case .name: return
        case .suffixed(_, let suffixes) where suffixes.last?.isCall == false: return
        default: throw failure("syntax error")
        }
    }
}
