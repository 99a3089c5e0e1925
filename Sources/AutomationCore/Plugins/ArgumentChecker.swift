/// Holds a call's arguments against the function's declaration.
///
/// Every message names the function, the parameter, what was expected and what was given, and nothing of a secret.
public struct ArgumentChecker: Sendable {
    let function: HostFunction
    /// The name as the script author wrote it: `password.wait`, `secret:reveal`.
    let qualifiedName: String

    /// A checker for `function`, which messages call `qualifiedName`.
    public init(function: HostFunction, qualifiedName: String) {
        self.function = function
        self.qualifiedName = qualifiedName
    }

    /// Checks and sorts the arguments of one call.
    ///
    /// - Parameter target: The object that a method was called on.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument``.
    public func check(
        _ arguments: [Value],
        target: (any HostObject)? = nil,
        context: RunContext
    ) throws(AutomationError) -> HostCall {
        var given = arguments[...]
        // Wrappers pass on what they were not given: nothing behind the last argument is no argument.
        while !function.isVariadic, given.last?.isNone == true { given.removeLast() }
        let count = given.count
        var positional: [Value] = []
        positional.reserveCapacity(function.parameters.count)
        var optional: [Value] = function.options.isEmpty ? [] : try options(from: .none)
        for (index, parameter) in function.parameters.enumerated() {
            if index == function.optionsPosition, let table = takeOptions(from: &given) {
                optional = try options(from: table)
            }
            // Options may follow at once when only optional parameters are left out before them.
            if parameter.isOptional, !Self.acceptsTable(parameter.type), given.count == 1, Self.isTable(given.first),
                function.optionsPosition > index, !function.options.isEmpty
            {
                positional.append(.none)
                continue
            }
            let value = given.popFirst() ?? .none
            positional.append(try convert(value, for: parameter, noun: "argument \(index + 1)"))
        }
        if function.optionsPosition >= function.parameters.count, !function.options.isEmpty {
            optional = try options(from: given.popFirst() ?? .none)
        }
        let rest = Array(given)
        if !function.isVariadic, !rest.isEmpty {
            throw tooMany(count)
        }
        return HostCall(
            context: context,
            function: function,
            target: target,
            positional: positional,
            optional: optional,
            rest: function.isVariadic ? rest : []
        )
    }

    /// The table of options in front of another parameter, when it is there: it may be left out.
    private func takeOptions(from given: inout ArraySlice<Value>) -> Value? {
        guard given.count > function.parameters.count - function.optionsPosition || Self.isTable(given.first) else {
            return nil
        }
        return given.popFirst()
    }

    private static func isTable(_ value: Value?) -> Bool {
        switch value {
        case .record, .list: true
        default: false
        }
    }

    package static func acceptsTable(_ type: ParameterType) -> Bool {
        switch type {
        case .any, .record, .list: true
        case .optional(let type): acceptsTable(type)
        default: false
        }
    }

    private func options(from value: Value) throws(AutomationError) -> [Value] {
        let given: [String: Value]
        switch value {
        case .none: given = [:]
        case .record(let fields): given = fields
        case .list(let elements) where elements.isEmpty: given = [:]
        default:
            throw wrongOptions(given: Self.described(value, for: .secret))
        }
        for name in given.keys.sorted() where !function.options.contains(where: { $0.name == name }) {
            throw unknownOption(name)
        }
        var values: [Value] = []
        for option in function.options {
            values.append(try convert(given[option.name] ?? .none, for: option, noun: "option"))
        }
        return values
    }

    private func convert(_ value: Value, for parameter: Parameter, noun: String) throws(AutomationError) -> Value {
        if value.isNone, parameter.isOptional { return .none }
        guard let converted = Self.convert(value, to: parameter.type) else {
            throw mismatch(value, for: parameter, noun: noun)
        }
        return converted
    }

    /// The value as the declared type has it; nil when it is of another.
    package static func convert(_ value: Value, to type: ParameterType) -> Value? {
        switch (type, value) {
        case (.any, .none): nil
        case (.any, _), (.boolean, .boolean), (.string, .string), (.function, .function), (.integer, .integer),
            (.number, .integer), (.number, .number), (.record, .record):
            value
        case (.string, .bytes): nil
        case (.integer, .number(let number)): Int64(exactly: number).map { .integer($0) }
        case (.duration, .integer(let seconds)): (0...1_000_000_000).contains(seconds) ? value : nil
        case (.duration, .number(let seconds)): seconds.isFinite && (0...1e9).contains(seconds) ? value : nil
        case (.duration, .string(let text)): DurationText.parse(text) == nil ? nil : value
        case (.amount, _): Amount(value) == nil ? nil : value
        case (.choice(let words), .string(let word)): words.contains(word) ? value : nil
        case (.object(Server.objectType.name), .string(let id)): id.isEmpty ? nil : .object(Server(id: id))
        case (.object(Secret.objectType.name), .string(let text)): .object(Secret(text))
        case (.object(let name), .object): value.typeName == name ? value : nil
        case (.list(let element), .list(let values)): convertAll(values, to: element)
        case (.record, .list(let values)): values.isEmpty ? .record([:]) : nil
        case (.optional, .none): value
        case (.optional(let type), _): convert(value, to: type)
        default: nil
        }
    }

    private static func convertAll(_ values: [Value], to type: ParameterType) -> Value? {
        var converted: [Value] = []
        converted.reserveCapacity(values.count)
        for value in values {
            guard let element = convert(value, to: type) else { return nil }
            converted.append(element)
        }
        return .list(converted)
    }
}
