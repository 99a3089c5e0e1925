/// A name in a script that stands for nothing, and what to tell the author about it: before a run and in it.
public struct UnknownName: Sendable, Equatable {
    /// Where the name was looked for.
    public enum Scope: Sendable, Equatable {
        case variables
        case modules
        /// In the module with this name.
        case module(String)
        /// On an object of the type with this name.
        case object(String)
        /// Among the inputs that the runbook declares.
        case inputs
    }

    /// Where the name was looked for.
    public var scope: Scope
    /// The name.
    public var name: String
    /// The names that would have stood for something.
    public var known: [String]

    /// Describes a name that stands for nothing.
    public init(_ name: String, in scope: Scope, known: [String]) {
        self.scope = scope
        self.name = name
        self.known = known
    }

    /// The known name that was probably meant.
    public var suggestion: String? { Spelling.nearest(to: name, among: known) }

    /// What there is not.
    public var statement: String {
        switch scope {
        case .variables: "there is no variable '\(name)'"
        case .modules: "there is no module \"\(name)\""
        case .module(let module): "there is no function '\(name)' in the module \"\(module)\""
        case .object(let type): "\(ParameterType.article(type)) has no field '\(name)'"
        case .inputs: "the runbook has no input \"\(name)\""
        }
    }

    /// One sentence that says what there is not, and what was probably meant.
    public var explanation: String {
        if let suggestion {
            return statement
                + (scope == .inputs ? "; did you mean \"\(suggestion)\"?" : "; did you mean '\(suggestion)'?")
        }
        switch scope {
        case .variables: return statement + moduleAdvice
        case .modules: return statement + "; there are: \(known.sorted().joined(separator: ", "))"
        case .module, .object, .inputs: return statement
        }
    }

    private var moduleAdvice: String {
        "; assign to it first, or write local \(name) = require \"\(name)\" if it is a module"
    }
}
