import AutomationCore

/// What a plugin says of itself, without being used.
extension ConformanceCheck {
    static let declarations = [
        ConformanceCheck("manifest", "the manifest is complete, and every name in it is legal", isBasic: true) {
            trial in
            try await trial.loaded { plugin in
                if let problem = plugin.manifest.problems.first { throw ConformanceStop.failed(problem) }
                if let problem = DeclarationProblems.names(in: plugin.modules, reserved: trial.reserved).first {
                    throw ConformanceStop.failed(problem)
                }
            }
        },
        ConformanceCheck("descriptions", "every module, function, parameter and result is described") { trial in
            try await trial.loaded { plugin in
                if let problem = DeclarationProblems.descriptions(in: plugin.modules).first {
                    throw ConformanceStop.failed(problem)
                }
            }
        },
        ConformanceCheck("options", "every option has a type that tells mistakes apart, and a default that is of it") {
            trial in
            try await trial.loaded { plugin in
                for option in plugin.manifest.options {
                    try ConformanceStop.demand(
                        refusesSomething(option.type),
                        "the option \"\(option.name)\" takes anything, so no mistake in it is noticed; give it a type"
                    )
                    try ConformanceStop.demand(
                        hasFittingDefault(option),
                        "the default of the option \"\(option.name)\" is not what its type asks for: "
                            + "\(option.type.required.expectation)"
                    )
                }
            }
        },
        ConformanceCheck("secret-options", "an option that holds a secret says so") { trial in
            try await trial.loaded { plugin in
                for option in plugin.manifest.options where holdsSecret(option.name) {
                    try ConformanceStop.demand(
                        [.secret, .optional(.secret)].contains(option.type),
                        "the option \"\(option.name)\" is shown to everybody; give it the type secret"
                    )
                }
            }
        },
    ]

    private static func refusesSomething(_ type: ParameterType) -> Bool {
        let values: [Value] = [
            .boolean(true), .string("\u{1}"), .integer(-1), .list([.boolean(true)]), .record(["\u{1}": .boolean(true)]),
        ]
        return values.contains { ArgumentChecker.convert($0, to: type) == nil }
    }

    /// Whether a default, which is a text for people, can be meant; where its type is one whose texts could be anything,
    /// it can.
    private static func hasFittingDefault(_ option: Parameter) -> Bool {
        guard let text = option.defaultText else { return true }
        switch option.type.required {
        case .boolean, .integer, .number, .duration, .choice:
            let value = (try? JSONReader.value(Array(text.utf8))) ?? .string(text)
            return ArgumentChecker.convert(value, to: option.type) != nil
        default: return true
        }
    }

    private static func holdsSecret(_ name: String) -> Bool {
        let words: Set<Substring> = ["password", "passphrase", "secret", "token"]
        return name.split { $0 == "-" || $0 == "_" }.last.map(words.contains) ?? false
    }
}
