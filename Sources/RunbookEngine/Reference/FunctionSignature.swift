import AutomationCore

/// How a call of a host function looks: `fleet.each(servers [, options], fn)`.
enum FunctionSignature {
    /// The signature.
    ///
    /// - Parameter owner: The module or the kind of object, and what stands between: `fleet.`, `secret:`.
    static func text(of function: HostFunction, owner: String) -> String {
        var arguments = function.parameters.map { (name: $0.name, isOptional: $0.isOptional) }
        if !function.options.isEmpty {
            arguments.insert(("options", true), at: min(function.optionsPosition, arguments.count))
        }
        if function.isVariadic { arguments.append(("...", true)) }
        var text = ""
        for argument in arguments {
            let comma = text.isEmpty ? "" : ", "
            text +=
                argument.isOptional ? (text.isEmpty ? "" : " ") + "[\(comma)\(argument.name)]" : comma + argument.name
        }
        return owner + function.name + "(" + text + ")"
    }
}
