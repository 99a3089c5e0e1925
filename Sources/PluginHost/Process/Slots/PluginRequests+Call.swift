import AutomationCore

extension PluginRequests {
    /// Calls a function of a module.
    ///
    /// - Throws: ``AutomationError``: the plugin's own, or one that names the plugin.
    func call(module: String, _ function: DeclaredFunction, _ call: HostCall) async throws -> Value {
        var arguments = function.parameters.map { given($0, call) }
        while arguments.last?.isNone == true { arguments.removeLast() }
        var options: [String: Value] = [:]
        for option in function.options {
            let value = given(option, call)
            if !value.isNone { options[option.parameter.name] = value }
        }
        do {
            let result = try await ask(
                "call",
                [
                    "module": .string(module), "function": .string(function.name), "arguments": .list(arguments),
                    "options": .record(options),
                ],
                isRepeatable: function.effect == .read
            )
            return try checked(result, of: "\(module).\(function.name)", against: function.returns)
        } catch var error as AutomationError {
            error.operation = error.operation ?? "\(module).\(function.name)"
            throw error
        }
    }

    private func given(_ declared: DeclaredParameter, _ call: HostCall) -> Value {
        let value = call.value(declared.parameter.name)
        return value.isNone ? declared.standIn : value
    }

    /// A plugin keeps what it has declared, so that scripts can rely on it.
    private func checked(
        _ result: Value,
        of name: String,
        against declared: HostFunction.Result?
    ) throws(AutomationError) -> Value {
        guard let declared else {
            guard result.isNone else { throw unreadable(name, WireFault("it is declared to give nothing")) }
            return result
        }
        guard !result.isNone || declared.type.isOptional, let value = ArgumentChecker.convert(result, to: declared.type)
        else {
            throw unreadable(
                name,
                WireFault(
                    "expected \(declared.type.expectation), got \(ArgumentChecker.described(result, for: declared.type))"
                )
            )
        }
        return value
    }
}

extension ParameterType {
    fileprivate var isOptional: Bool {
        if case .optional = self { true } else { false }
    }
}
