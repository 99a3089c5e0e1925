/// A local variable, a parameter or the variable of a loop.
final class Variable {
    let name: Name
    let isConstant: Bool
    let isParameter: Bool
    /// Whether it is ever assigned to, beside its declaration: nothing is known of its value then.
    var isReassigned = false
    /// What is known of its value, once its declaration has been looked at.
    var value: StaticValue = .unknown

    init(_ name: Name, isConstant: Bool = false, isParameter: Bool = false) {
        self.name = name
        self.isConstant = isConstant
        self.isParameter = isParameter
    }
}
