/// Something that has a value.
struct Expression {
    indirect enum Kind {
        case `nil`
        case boolean(Bool)
        case integer(Int64)
        case number(Double)
        case string([UInt8])
        case ellipsis
        case function(FunctionBody)
        case table(TableConstructor)
        case name(Name)
        case parenthesized(Expression)
        case unary(UnaryOperator, Expression)
        /// Operators from left to right, so that a long sum is no deep tree.
        case binary(Expression, [BinaryStep])
        /// Fields, indexes and calls from left to right, so that a long chain of calls is no deep tree.
        case suffixed(Expression, [Suffix])
    }

    let kind: Kind
    /// Its first byte.
    let start: Int
    /// The byte behind it.
    let end: Int

    /// The expression without the parentheses around it.
    var bare: Expression {
        var expression = self
        while case .parenthesized(let inner) = expression.kind { expression = inner }
        return expression
    }

    /// Whether it may stand for any number of values.
    var isMultiple: Bool {
        switch kind {
        case .ellipsis: true
        case .suffixed(_, let suffixes): suffixes.last?.isCall == true
        default: false
        }
    }
}
