/// What the operator has set for a plugin, checked against the manifest.
public struct PluginOptions: Sendable {
    private let values: [String: Value]

    /// Holds what was given against the declared options.
    ///
    /// - Parameters:
    ///   - given: The options by name.
    ///   - manifest: The plugin's.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the plugin, the option, what was expected
    ///   and, for a misspelt name, the one that was probably meant. It never shows a value that is text.
    public init(_ given: [String: Value], for manifest: PluginManifest) throws(AutomationError) {
        let known = manifest.options.map(\.name)
        for name in given.keys.sorted() where !known.contains(name) {
            let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw AutomationError(
                .input,
                "plugin \"\(manifest.name)\": there is no option \"\(name)\"\(suggestion)",
                hint: known.isEmpty ? "the plugin has no options" : "options: \(known.joined(separator: ", "))"
            )
        }
        var values: [String: Value] = [:]
        for option in manifest.options {
            let value = given[option.name] ?? .none
            if value.isNone, option.isOptional { continue }
            guard let converted = ArgumentChecker.convert(value, to: option.type) else {
                throw Self.mistake(value, option, manifest.name)
            }
            values[option.name] = converted
        }
        self.values = values
    }

    private static func mistake(_ value: Value, _ option: Parameter, _ plugin: String) -> AutomationError {
        let type = option.type.required
        let isSecret = type == .secret
        let expected = isSecret ? "text, or where it is: { file: PATH } or { env: NAME }" : type.expectation
        let problem =
            value.isNone
            ? "is missing (\(option.summary))"
            : "expected \(expected), got "
                + ArgumentChecker.described(value, for: option.type)
                + ArgumentChecker.suggestion(for: value, among: option.type.choices)
        return AutomationError(
            .input,
            "plugin \"\(plugin)\": option \"\(option.name)\" \(problem)",
            hint: isSecret && !value.isNone
                ? "a number that is a secret has to stand in quotes"
                : "set it in latchkey.yaml, as plugins: \(plugin): options: \(option.name)"
        )
    }

    /// The option with this name; ``Value/none`` when it was left out.
    public subscript(_ name: String) -> Value { values[name] ?? .none }

    /// All that were given.
    public var record: Value { .record(values) }

    /// The text with this name; nil when it was left out.
    public func string(_ name: String) -> String? {
        if case .string(let text) = self[name] { text } else { nil }
    }

    /// The secret with this name; nil when it was left out.
    public func secret(_ name: String) -> Secret? {
        if case .object(let object) = self[name] { object as? Secret } else { nil }
    }

    /// The boolean with this name; nil when it was left out.
    public func boolean(_ name: String) -> Bool? {
        if case .boolean(let flag) = self[name] { flag } else { nil }
    }

    /// The whole number with this name; nil when it was left out.
    public func integer(_ name: String) -> Int? {
        if case .integer(let number) = self[name] { Int(exactly: number) } else { nil }
    }

    /// The duration with this name; nil when it was left out.
    public func duration(_ name: String) -> Duration? {
        switch self[name] {
        case .string(let text): DurationText.parse(text)
        case .integer(let seconds): .seconds(seconds)
        case .number(let seconds): .seconds(seconds)
        default: nil
        }
    }
}
