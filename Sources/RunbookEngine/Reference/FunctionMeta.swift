import AutomationCore

/// A host function as lines of a meta file.
struct FunctionMeta {
    /// The name of the parameter that the table of options is.
    static let optionsName = "options"

    let function: HostFunction
    /// The Lua variable that it is a field of.
    let owner: String
    /// The name that its classes begin with: `latchkey.password`.
    let className: String
    /// `.` for a function, `:` for a method.
    var separator = "."

    /// The class of the options, when there are some, and the function.
    var lines: [String] { optionLines + functionLines }

    private var optionsClass: String { "\(className).\(function.name).options" }

    private var optionLines: [String] {
        guard !function.options.isEmpty else { return [] }
        return ["---Options of \(owner)\(separator)\(function.name).", "---@class \(optionsClass)"]
            + function.options.map { option in
                "---@field \(option.name)? \(LuaTypeText.taken(option.required.type)) "
                    + Self.line(option)
            } + [""]
    }

    private var functionLines: [String] {
        var lines = ["---" + function.summary, "---", "---" + EffectText.line(function.effect)]
        if !function.errors.isEmpty {
            lines.append("---Raises: \(function.errors.map(\.rawValue).joined(separator: ", ")).")
        }
        if function.isAsync { lines.append("---@async") }
        for argument in arguments {
            lines.append(
                "---@param \(argument.name)\(argument.isOptional ? "?" : "") \(argument.type) \(argument.summary)"
            )
        }
        if function.isVariadic { lines.append("---@param ... any") }
        if let result = function.returns {
            lines.append("---@return \(LuaTypeText.given(result.type)) # \(result.summary)")
        }
        lines += overload
        var names = arguments.map(\.name)
        if function.isVariadic { names.append("...") }
        lines.append("function \(owner)\(separator)\(function.name)(\(names.joined(separator: ", "))) end")
        return lines + [""]
    }

    private struct Argument {
        var name: String
        var type: String
        var isOptional: Bool
        var summary: String
    }

    private var parameters: [Argument] {
        function.parameters.map { parameter in
            Argument(
                name: parameter.name,
                type: LuaTypeText.taken(parameter.required.type),
                isOptional: parameter.isOptional,
                summary: Self.line(parameter)
            )
        }
    }

    /// The parameters with the table of options in its place.
    private var arguments: [Argument] {
        guard !function.options.isEmpty else { return parameters }
        var arguments = parameters
        arguments.insert(
            Argument(
                name: Self.optionsName,
                type: optionsClass,
                // Only what is at the end may be marked as left out; see the overload for the rest.
                isOptional: !optionsComeFirst,
                summary: "the options, by name"
            ),
            at: min(function.optionsPosition, arguments.count)
        )
        return arguments
    }

    private var optionsComeFirst: Bool {
        !function.options.isEmpty && function.optionsPosition < function.parameters.count
    }

    /// The function without its options, where they stand before another parameter.
    private var overload: [String] {
        guard optionsComeFirst else { return [] }
        let taken = parameters.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type)" }
        let result = function.returns.map { ": " + LuaTypeText.given($0.type) } ?? ""
        return ["---@overload \(function.isAsync ? "async " : "")fun(\(taken.joined(separator: ", ")))\(result)"]
    }

    private static func line(_ parameter: Parameter) -> String {
        parameter.summary + (parameter.defaultText.map { " (default: \($0))" } ?? "")
    }
}

extension HostFunction {
    /// Whether the calling task may have to wait.
    var isAsync: Bool {
        if case .suspending = body { true } else { false }
    }
}

extension Parameter {
    /// The same without the `optional` of its type: that it may be left out is said by the name already.
    var required: Parameter {
        guard case .optional(let type) = type else { return self }
        return Parameter(name, type, summary, default: defaultText)
    }
}
