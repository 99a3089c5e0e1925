/// An operator in front of its operand.
enum UnaryOperator {
    case not, negate, length, bitwiseNot

    /// How strongly it binds.
    static let priority = 12

    init?(_ symbol: Symbol?) {
        switch symbol {
        case .not: self = .not
        case .minus: self = .negate
        case .hash: self = .length
        case .tilde: self = .bitwiseNot
        default: return nil
        }
    }
}
