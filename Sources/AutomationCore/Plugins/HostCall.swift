/// One call of a host function, its arguments checked against the declaration.
public struct HostCall: Sendable {
    /// The run that the call belongs to.
    public let context: RunContext
    /// The declaration that the arguments were checked against.
    public let function: HostFunction

    let target: (any HostObject)?
    package let positional: [Value]
    package let optional: [Value]

    /// Further values, when the function is variadic.
    public let rest: [Value]

    /// The argument or option with this name; ``Value/none`` when it was left out or is not declared.
    public func value(_ name: String) -> Value {
        if let index = function.parameters.firstIndex(where: { $0.name == name }) { return positional[index] }
        if let index = function.options.firstIndex(where: { $0.name == name }) { return optional[index] }
        return .none
    }

    /// The object that a method was called on.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` when it is none of that type.
    public func receiver<Object: HostObject>(as type: Object.Type) throws -> Object {
        guard let object = target as? Object else {
            throw AutomationError(
                .argument,
                "\(function.name) must be called on \(ParameterType.article(type.objectType.name)), with a colon"
            )
        }
        return object
    }

    /// The host object with this name; nil when it was left out.
    public func object<Object: HostObject>(_ name: String, as type: Object.Type = Object.self) -> Object? {
        if case .object(let object) = value(name) { object as? Object } else { nil }
    }

    /// The required host object with this name.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument``. The check against the declaration makes sure
    ///   that this happens only when the declaration is wrong.
    public func required<Object: HostObject>(_ name: String, as type: Object.Type = Object.self) throws -> Object {
        guard let object = object(name, as: type) else {
            throw AutomationError(
                .argument,
                "\(name): expected \(ParameterType.object(type.objectType.name).expectation), "
                    + "got \(value(name).typeName)"
            )
        }
        return object
    }

    /// The text with this name; nil when it was left out.
    public func string(_ name: String) -> String? {
        if case .string(let text) = value(name) { text } else { nil }
    }

    /// The boolean with this name; nil when it was left out.
    public func boolean(_ name: String) -> Bool? {
        if case .boolean(let flag) = value(name) { flag } else { nil }
    }

    /// The whole number with this name; nil when it was left out.
    public func integer(_ name: String) -> Int? {
        if case .integer(let number) = value(name) { Int(exactly: number) } else { nil }
    }

    /// The duration with this name; nil when it was left out.
    public func duration(_ name: String) -> Duration? {
        switch value(name) {
        case .string(let text): DurationText.parse(text)
        case .integer(let seconds): .seconds(seconds)
        case .number(let seconds): .seconds(seconds)
        default: nil
        }
    }

    /// The amount with this name; nil when it was left out.
    public func amount(_ name: String) -> Amount? { Amount(value(name)) }

    /// The list with this name; nil when it was left out.
    public func list(_ name: String) -> [Value]? {
        if case .list(let values) = value(name) { values } else { nil }
    }

    /// The function with this name; nil when it was left out.
    public func scriptFunction(_ name: String) -> (any ScriptFunction)? {
        if case .function(let function) = value(name) { function } else { nil }
    }
}
