/// An operator between two operands.
enum BinaryOperator {
    case or, and
    case comparison, equality
    case bitwiseOr, bitwiseXor, bitwiseAnd, shift
    case concatenation
    case addition, multiplication, power

    init?(_ symbol: Symbol?) {
        switch symbol {
        case .or: self = .or
        case .and: self = .and
        case .less, .greater, .lessOrEqual, .greaterOrEqual: self = .comparison
        case .equal, .notEqual: self = .equality
        case .bar: self = .bitwiseOr
        case .tilde: self = .bitwiseXor
        case .ampersand: self = .bitwiseAnd
        case .shiftLeft, .shiftRight: self = .shift
        case .concatenate: self = .concatenation
        case .plus, .minus: self = .addition
        case .star, .slash, .doubleSlash, .percent: self = .multiplication
        case .caret: self = .power
        default: return nil
        }
    }

    /// How strongly it binds what is on its left and on its right.
    var priority: (left: Int, right: Int) {
        switch self {
        case .or: (1, 1)
        case .and: (2, 2)
        case .comparison, .equality: (3, 3)
        case .bitwiseOr: (4, 4)
        case .bitwiseXor: (5, 5)
        case .bitwiseAnd: (6, 6)
        case .shift: (7, 7)
        case .concatenation: (9, 8)
        case .addition: (10, 10)
        case .multiplication: (11, 11)
        case .power: (14, 13)
        }
    }
}
