/// An operator with the operand on its right.
struct BinaryStep {
    let `operator`: BinaryOperator
    let operand: Expression
}
