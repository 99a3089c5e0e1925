/// What is wrong with arguments, in the same words before a run and in it.
extension ArgumentChecker {
    /// The error for a value that is not of the parameter's type. `noun` says what it is: `argument 2`, `option`.
    package func mismatch(_ value: Value, for parameter: Parameter, noun: String) -> AutomationError {
        mismatch(
            given: Self.described(value, for: parameter.type)
                + Self.suggestion(for: value, among: parameter.type.choices),
            for: parameter,
            noun: noun
        )
    }

    /// The error for a value of which no more is known than what to call it.
    package func mismatch(given: String, for parameter: Parameter, noun: String) -> AutomationError {
        failure("\(noun) \"\(parameter.name)\": expected \(parameter.type.expectation), got \(given)")
    }

    /// The error for an option that is not declared.
    package func unknownOption(_ name: String) -> AutomationError {
        let known = function.options.map(\.name)
        let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        return failure(
            "there is no option \"\(name)\"\(suggestion)",
            hint: "options: \(known.joined(separator: ", "))"
        )
    }

    /// The error for options that are no table.
    package func wrongOptions(given: String) -> AutomationError {
        failure("the options must be a table with named fields, got \(given)")
    }

    /// The error for more arguments than are declared.
    package func tooMany(_ count: Int) -> AutomationError {
        let most = function.parameters.count + (function.options.isEmpty ? 0 : 1)
        return failure("takes at most \(most) argument\(most == 1 ? "" : "s"), got \(count)")
    }

    /// What was given, for a message: numbers are shown, text is not, and nothing where a secret was expected.
    package static func described(_ value: Value, for type: ParameterType) -> String {
        switch value {
        case .integer where type.holdsSecret, .number where type.holdsSecret: value.typeName
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        case .bytes: "string that is not valid UTF-8"
        default: value.typeName
        }
    }

    /// The known word that a misspelt one probably stands for. The given one is not shown: it may be anything.
    package static func suggestion(for value: Value, among choices: [String]) -> String {
        guard case .string(let word) = value, let nearest = Spelling.nearest(to: word, among: choices) else {
            return ""
        }
        return "; did you mean \"\(nearest)\"?"
    }

    func failure(_ message: String, hint: String? = nil) -> AutomationError {
        AutomationError(.argument, message, operation: qualifiedName, hint: hint)
    }
}
