import AutomationCore

/// A function of Lua's own, as far as a call of it can be judged by looking at it.
struct StandardFunction {
    /// What a parameter takes.
    enum Kind: String {
        /// Any value, nil too, that must be there.
        case any
        /// Any value or none.
        case value
        case string, number, integer, table, function
    }

    struct Parameter {
        let kind: Kind
        let isOptional: Bool
    }

    let name: String
    let parameters: [Parameter]
    /// How many arguments it takes at the most; nil where more of them do no harm.
    let mostArguments: Int?
    /// What it gives back, where that is certain; `any` where it is not.
    let result: ParameterType

    /// Reads a declaration like `rep(string, integer, string?) -> string`. An exclamation mark behind the parameters
    /// says that further arguments are refused.
    init(_ declaration: String) {
        let parts = declaration.split(separator: "(", maxSplits: 1)
        name = String(parts.first ?? "")
        let rest = parts.dropFirst().first?.split(separator: ")", maxSplits: 1, omittingEmptySubsequences: false) ?? []
        let words = (rest.first ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        parameters = words.compactMap { word in
            let bare = word.hasSuffix("?") ? String(word.dropLast()) : String(word)
            return Kind(rawValue: bare).map { Parameter(kind: $0, isOptional: word.hasSuffix("?") || $0 == .value) }
        }
        let end = rest.dropFirst().first ?? ""
        mostArguments = end.hasPrefix("!") ? words.count : nil
        switch end.split(separator: " ").last {
        case "string": result = .string
        case "integer": result = .integer
        case "number": result = .number
        case "boolean": result = .boolean
        default: result = .any
        }
    }
}
