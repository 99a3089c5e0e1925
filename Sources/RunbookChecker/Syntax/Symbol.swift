/// The words and signs that Lua keeps for itself, as they are written.
enum Symbol: String, CaseIterable {
    case and, `break`, `do`, `else`, `elseif`, end, `false`, `for`, function, `goto`, `if`, `in`, local, `nil`, not, or
    case `repeat`, `return`, then, `true`, until, `while`

    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case doubleSlash = "//"
    case percent = "%"
    case caret = "^"
    case hash = "#"
    case ampersand = "&"
    case tilde = "~"
    case bar = "|"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case notEqual = "~="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case assign = "="
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case doubleColon = "::"
    case semicolon = ";"
    case colon = ":"
    case comma = ","
    case dot = "."
    case concatenate = ".."
    case ellipsis = "..."

    /// The words by how they are written.
    static let words: [String: Symbol] = Dictionary(
        uniqueKeysWithValues: allCases.filter { $0.rawValue.first?.isLetter == true }.map { ($0.rawValue, $0) }
    )

    /// Whether a block ends before it.
    var endsBlock: Bool {
        switch self {
        case .else, .elseif, .end, .until: true
        default: false
        }
    }
}
