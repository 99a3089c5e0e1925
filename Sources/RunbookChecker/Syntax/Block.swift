/// Statements that share their local variables.
struct Block {
    let statements: [Statement]
    /// The byte behind it.
    let end: Int
}
