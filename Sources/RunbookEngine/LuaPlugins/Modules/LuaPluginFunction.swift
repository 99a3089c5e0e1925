import AutomationCore
import LuaRuntime

/// A function in a module of a Lua plugin.
struct LuaPluginFunction: Sendable {
    /// The declaration. Its body is never called.
    let declaration: HostFunction
    /// What runs.
    let run: LuaFunction
    /// What stands in for parameters that are left out.
    private let parameterStandIns: [Value]
    /// The same for options.
    private let optionStandIns: [(name: String, value: Value)]
    /// The table of options that nobody has set; nil when it cannot be told before.
    private let defaults: LuaValue?

    private static let fields = ["summary", "parameters", "options", "returns", "effect", "run"]

    /// Reads a function.
    init(_ value: LuaValue, name: String, at place: String) throws(PluginMistake) {
        let table = try PluginTable(value, at: place, allowing: Self.fields)
        guard LuaName.isIdentifier(name) else {
            throw PluginMistake(place: place, problem: "the name \(LuaName.rule)")
        }
        var parameters: [LuaPluginParameter] = []
        for (place, value) in try table.list("parameters") {
            let parameter = try LuaPluginParameter(listed: value, at: place)
            if !parameter.parameter.isOptional, parameters.last?.parameter.isOptional == true {
                throw PluginMistake(place: place, problem: "what must be given cannot follow what may be left out")
            }
            parameters.append(parameter)
        }
        var options: [LuaPluginParameter] = []
        if let listed = try table.table("options", allowing: nil) {
            for name in listed.names {
                let place = listed.place(of: name)
                guard LuaName.isIdentifier(name) else {
                    throw PluginMistake(place: place, problem: "the name \(LuaName.rule)")
                }
                options.append(try LuaPluginParameter(option: name, listed[name] ?? .none, at: place))
            }
        }
        let names = parameters.map(\.parameter.name) + options.map(\.parameter.name)
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw PluginMistake(place: place, problem: "the name \"\(twice)\" is there twice")
        }
        var returns: HostFunction.Result?
        if let value = table["returns"] {
            returns = try LuaPluginParameter.result(value, at: table.place(of: "returns"))
        }
        declaration = HostFunction(
            name,
            summary: try table.text("summary"),
            parameters: parameters.map(\.parameter),
            options: options.map(\.parameter),
            returns: returns,
            errors: [.plugin],
            effect: try Self.effect(table),
            body: .immediate { _ in .none }
        )
        run = try table.function("run")
        parameterStandIns = parameters.map { $0.standIn ?? .none }
        let optionStandIns = options.map { (name: $0.parameter.name, value: $0.standIn ?? .none) }
        self.optionStandIns = optionStandIns
        defaults = try? PluginCrossing.luaValue(.record(Dictionary(uniqueKeysWithValues: optionStandIns.map { $0 })))
    }

    /// Sending it twice is thought to be wrong unless the plugin says otherwise.
    private static func effect(_ table: PluginTable) throws(PluginMistake) -> Effect {
        guard let text = try table.optionalText("effect") else { return .once }
        guard let effect = Effect(rawValue: text) else {
            throw table.mistake("effect", "expected one of \"read\", \"idempotent\", \"once\", got \"\(text)\"")
        }
        return effect
    }

    /// The function as runbooks get it.
    func hostFunction(module: String, plugin: String, state: LuaPluginState?) -> HostFunction {
        var function = declaration
        guard let state else {
            function.body = .suspending { _ in
                throw AutomationError(.plugin, "plugin \"\(plugin)\" is not in use in this run")
            }
            return function
        }
        let name = "\(module).\(declaration.name)"
        function.body = .suspending { call in
            let values = try await state.call(run, try arguments(of: call, for: state))
            return try result(values.first ?? .none, name, state)
        }
        return function
    }

    /// What the plugin's function is called with: the parameters in order, and the table of options behind them.
    ///
    /// Secrets are passed only where the operator has granted them: the plugin could send one to a host of its own without
    /// ever seeing it.
    private func arguments(of call: HostCall, for state: LuaPluginState) throws -> [LuaValue] {
        let takesSecrets = state.context.grants.allowsSecrets
        if !takesSecrets, let refused = declaration.parameter(holdingSecretIn: call) {
            throw AutomationError(
                .permission,
                "\"\(refused)\" holds a secret, and plugin \"\(state.name)\" has not been granted secrets",
                hint:
                    "it has to ask for them with permissions = { secrets = true }, and the operator to grant them with: "
                    + "latchkey plugin grant \(state.name)"
            )
        }
        var arguments: [LuaValue] = []
        arguments.reserveCapacity(parameterStandIns.count + 1)
        for index in parameterStandIns.indices {
            let value = call.positional[index]
            do {
                arguments.append(try PluginCrossing.luaValue(value.isNone ? parameterStandIns[index] : value))
            } catch {
                throw AutomationError(.argument, "\"\(declaration.parameters[index].name)\": \(error.text)")
            }
        }
        guard !optionStandIns.isEmpty else { return arguments }
        if let defaults, call.optional.allSatisfy(\.isNone) {
            arguments.append(defaults)
            return arguments
        }
        var options: [String: LuaValue] = [:]
        options.reserveCapacity(optionStandIns.count)
        for index in optionStandIns.indices {
            let value = call.optional[index]
            let standIn = optionStandIns[index]
            do {
                options[standIn.name] = try PluginCrossing.luaValue(value.isNone ? standIn.value : value)
            } catch {
                throw AutomationError(.argument, "\"\(standIn.name)\": \(error.text)")
            }
        }
        arguments.append(.record(options))
        return arguments
    }

    /// What the plugin's function has returned, held against its declaration.
    private func result(_ value: LuaValue, _ name: String, _ state: LuaPluginState) throws -> Value {
        guard let returns = declaration.returns else {
            if case .none = value { return .none }
            throw state.garbage("\(name) returned \(value.noun), and its declaration has no \"returns\"")
        }
        let given: Value
        do { given = try PluginCrossing.value(value) } catch { throw state.garbage("\(name): \(error.text)") }
        guard let result = ArgumentChecker.convert(given, to: returns.type) else {
            throw state.garbage("\(name) returned \(value.noun); expected \(returns.type.expectation)")
        }
        return result
    }
}

extension HostFunction {
    /// The parameter or option of a call that is a secret, or has one in it; nil when none has.
    fileprivate func parameter(holdingSecretIn call: HostCall) -> String? {
        for (index, value) in call.positional.enumerated() where !value.secrets.isEmpty {
            return parameters[index].name
        }
        for (index, value) in call.optional.enumerated() where !value.secrets.isEmpty { return options[index].name }
        return nil
    }
}
