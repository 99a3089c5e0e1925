extension Parser {
    mutating func expressions() throws(SyntaxError) -> [Expression] {
        var values = [try expression()]
        while try accept(.comma) { values.append(try expression()) }
        return values
    }

    mutating func expression() throws(SyntaxError) -> Expression {
        try expression(above: 0)
    }

    /// Reads operators that bind more strongly than `limit`.
    private mutating func expression(above limit: Int) throws(SyntaxError) -> Expression {
        let start = token.start
        try enter()
        defer { leave() }
        let first: Expression
        if let sign = UnaryOperator(token.symbol) {
            try advance()
            let operand = try expression(above: UnaryOperator.priority)
            first = Expression(kind: .unary(sign, operand), start: start, end: previousEnd)
        } else {
            first = try simpleExpression()
        }
        var steps: [BinaryStep] = []
        while let sign = BinaryOperator(token.symbol), sign.priority.left > limit {
            try advance()
            steps.append(BinaryStep(operator: sign, operand: try expression(above: sign.priority.right)))
        }
        return steps.isEmpty ? first : Expression(kind: .binary(first, steps), start: start, end: previousEnd)
    }

    private mutating func simpleExpression() throws(SyntaxError) -> Expression {
        let start = token.start
        let kind: Expression.Kind
        switch token.kind {
        case .integer(let value): kind = .integer(value)
        case .number(let value): kind = .number(value)
        case .string(let bytes): kind = .string(bytes)
        case .symbol(.nil): kind = .nil
        case .symbol(.true): kind = .boolean(true)
        case .symbol(.false): kind = .boolean(false)
        case .symbol(.ellipsis):
            guard takesMore.last == true else { throw failure("cannot use '...' outside a vararg function") }
            kind = .ellipsis
        case .symbol(.leftBrace):
            let table = try tableConstructor()
            return Expression(kind: .table(table), start: start, end: previousEnd)
        case .symbol(.function):
            try advance()
            let body = try functionBody(from: start)
            return Expression(kind: .function(body), start: start, end: previousEnd)
        default: return try suffixedExpression()
        }
        try advance()
        return Expression(kind: kind, start: start, end: previousEnd)
    }

    mutating func suffixedExpression() throws(SyntaxError) -> Expression {
        let start = token.start
        let base = try primaryExpression()
        var suffixes: [Suffix] = []
        while let suffix = try suffix() { suffixes.append(suffix) }
        return suffixes.isEmpty ? base : Expression(kind: .suffixed(base, suffixes), start: start, end: previousEnd)
    }

    private mutating func primaryExpression() throws(SyntaxError) -> Expression {
        let start = token.start
        if case .name(let text) = token.kind {
            try advance()
            return Expression(kind: .name(Name(text: text, offset: start)), start: start, end: previousEnd)
        }
        guard try accept(.leftParenthesis) else { throw failure("unexpected symbol") }
        let inner = try expression()
        try require(.rightParenthesis, closing: .leftParenthesis, at: start)
        return Expression(kind: .parenthesized(inner), start: start, end: previousEnd)
    }

    private mutating func suffix() throws(SyntaxError) -> Suffix? {
        let start = token.start
        let kind: Suffix.Kind
        switch token.kind {
        case .symbol(.dot):
            try advance()
            kind = .field(try requireName())
        case .symbol(.leftBracket):
            try advance()
            let key = try expression()
            try require(.rightBracket)
            kind = .index(key)
        case .symbol(.colon):
            try advance()
            let name = try requireName()
            kind = .method(name, try arguments())
        case .symbol(.leftParenthesis), .symbol(.leftBrace), .string:
            kind = .call(try arguments())
        default: return nil
        }
        return Suffix(kind: kind, start: start, end: previousEnd)
    }

    private mutating func arguments() throws(SyntaxError) -> [Expression] {
        let start = token.start
        switch token.kind {
        case .string(let bytes):
            try advance()
            return [Expression(kind: .string(bytes), start: start, end: previousEnd)]
        case .symbol(.leftBrace):
            let table = try tableConstructor()
            return [Expression(kind: .table(table), start: start, end: previousEnd)]
        case .symbol(.leftParenthesis):
            try advance()
            if try accept(.rightParenthesis) { return [] }
            let values = try expressions()
            try require(.rightParenthesis, closing: .leftParenthesis, at: start)
            return values
        default: throw failure("function arguments expected")
        }
    }

    private mutating func tableConstructor() throws(SyntaxError) -> TableConstructor {
        let opening = token.start
        try require(.leftBrace)
        var items: [TableConstructor.Item] = []
        while !token.is(.rightBrace) {
            items.append(try tableItem())
            guard token.is(.comma) || token.is(.semicolon) else { break }
            try advance()
        }
        try require(.rightBrace, closing: .leftBrace, at: opening)
        return TableConstructor(items: items)
    }

    private mutating func tableItem() throws(SyntaxError) -> TableConstructor.Item {
        if case .name = token.kind, try peek().is(.assign) {
            let name = try requireName()
            try advance()
            return TableConstructor.Item(key: .name(name), value: try expression())
        }
        guard try accept(.leftBracket) else { return TableConstructor.Item(key: .none, value: try expression()) }
        let key = try expression()
        try require(.rightBracket)
        try require(.assign)
        return TableConstructor.Item(key: .computed(key), value: try expression())
    }

    /// Reads parameters and body; `opening` is where the word `function` stands.
    mutating func functionBody(from opening: Int, isMethod: Bool = false) throws(SyntaxError) -> FunctionBody {
        var parameters = isMethod ? [Name(text: "self", offset: -1 - token.start)] : []
        var takesMore = false
        try require(.leftParenthesis)
        if !token.is(.rightParenthesis) {
            repeat {
                takesMore = try accept(.ellipsis)
                if takesMore { break }
                parameters.append(try requireName())
            } while try accept(.comma)
        }
        try require(.rightParenthesis)
        self.takesMore.append(takesMore)
        let block = try block()
        self.takesMore.removeLast()
        try require(.end, closing: .function, at: opening)
        return FunctionBody(parameters: parameters, block: block)
    }
}
