/// One step of a script.
struct Statement {
    /// A local variable where it is declared, with its attribute.
    struct Local {
        let name: Name
        let attribute: Attribute?
    }

    /// What a declaration says about a local variable.
    enum Attribute: String {
        case const, close
    }

    /// A branch of an `if`.
    struct Branch {
        let condition: Expression
        let block: Block
    }

    indirect enum Kind {
        case assignment([Expression], [Expression])
        case call(Expression)
        case block(Block)
        case whileLoop(Expression, Block)
        case repeatLoop(Block, Expression)
        case conditional([Branch], otherwise: Block?)
        case numericFor(Name, [Expression], Block)
        case genericFor([Name], [Expression], Block)
        /// `function a.b:c() ... end`: the target as an expression.
        case function(Expression, FunctionBody)
        case localFunction(Name, FunctionBody)
        case local([Local], [Expression])
        case returning([Expression])
        case breaking
        case goto(Name)
        case label(Name)
        case empty
    }

    let kind: Kind
    /// Its first byte.
    let start: Int
}
