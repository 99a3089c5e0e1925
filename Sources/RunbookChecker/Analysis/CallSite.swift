/// A call, with what is known of what is called and of the arguments.
struct CallSite {
    struct Argument {
        let expression: Expression
        let value: StaticValue
    }

    let callee: StaticValue
    let arguments: [Argument]
    /// The object in front of the colon; nil for a call without one.
    let receiver: StaticValue?
    /// Where the called name stands.
    let offset: Int
    /// The function of the script that the call stands in; nil at the top.
    let enclosing: FunctionBody?
    /// Whether a `pcall` around it expects an error.
    let isProtected: Bool

    /// Whether further arguments may follow that are not written: the last one may stand for any number of them.
    var isOpen: Bool { arguments.last?.expression.isMultiple ?? false }

    /// The arguments that are there for certain.
    var certainArguments: ArraySlice<Argument> {
        if isOpen, case .unknown = arguments.last?.value { arguments.dropLast() } else { arguments[...] }
    }
}
