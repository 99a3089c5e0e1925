/// Reads a script as the compiler of Lua 5.4 does, by the same steps, so that it accepts what Lua accepts.
struct Parser {
    /// How deeply statements and expressions may be nested in each other: as deeply as in Lua.
    private static let mostLevels = 198

    let source: SourceText
    var token: Token
    /// Where the token before ended.
    private(set) var previousEnd: Int
    /// Whether each of the functions that are being read takes `...`, the innermost last.
    var takesMore: [Bool] = [true]

    private var lexer: Lexer
    private var lookahead: Token?
    private var levels = 0

    init(_ source: SourceText) throws(SyntaxError) {
        self.source = source
        lexer = Lexer(source)
        previousEnd = lexer.offset
        token = try lexer.next()
    }

    /// Reads a whole script.
    static func parse(_ source: SourceText) throws(SyntaxError) -> Block {
        var parser = try Parser(source)
        let block = try parser.block()
        guard case .endOfFile = parser.token.kind else { throw parser.expected("<eof>") }
        return block
    }

    // MARK: - Tokens

    mutating func advance() throws(SyntaxError) {
        previousEnd = token.end
        if let next = lookahead {
            token = next
            lookahead = nil
        } else {
            token = try lexer.next()
        }
    }

    /// The token behind the current one.
    mutating func peek() throws(SyntaxError) -> Token {
        if let lookahead { return lookahead }
        let next = try lexer.next()
        lookahead = next
        return next
    }

    /// Goes on when the current token is this one.
    mutating func accept(_ symbol: Symbol) throws(SyntaxError) -> Bool {
        guard token.is(symbol) else { return false }
        try advance()
        return true
    }

    mutating func require(_ symbol: Symbol) throws(SyntaxError) {
        guard try accept(symbol) else { throw expected("'\(symbol.rawValue)'") }
    }

    /// Goes on behind what closes something that was opened at `opening`.
    mutating func require(_ symbol: Symbol, closing opener: Symbol, at opening: Int) throws(SyntaxError) {
        guard !token.is(symbol) else { return try advance() }
        let line = source.line(at: opening)
        guard line != source.line(at: token.start) else { throw expected("'\(symbol.rawValue)'") }
        throw failure("'\(symbol.rawValue)' expected (to close '\(opener.rawValue)' at line \(line))")
    }

    mutating func requireName() throws(SyntaxError) -> Name {
        guard case .name(let text) = token.kind else { throw expected("<name>") }
        let name = Name(text: text, offset: token.start)
        try advance()
        return name
    }

    // MARK: - Levels

    mutating func enter() throws(SyntaxError) {
        levels += 1
        guard levels <= Self.mostLevels else { throw failure("chunk has too many syntax levels") }
    }

    mutating func leave() { levels -= 1 }

    // MARK: - Errors

    func expected(_ what: String) -> SyntaxError { failure("\(what) expected") }

    /// An error at the current token.
    func failure(_ message: String) -> SyntaxError {
        SyntaxError(message: "\(message) \(TokenText.near(token, in: source))", offset: token.start)
    }
}
