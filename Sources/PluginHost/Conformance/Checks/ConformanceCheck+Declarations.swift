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
        ConformanceCheck("options", "an option that is not declared is refused, and so is one of a wrong type") {
            trial in
            try await trial.loaded { plugin in
                let manifest = plugin.manifest
                var options = trial.options
                options["no-such-option"] = .boolean(true)
                try ConformanceStop.demand(!accepts(options, manifest), "an option that is not declared is taken")
                for option in manifest.options {
                    guard let wrong = wrongValue(for: option.type) else {
                        throw ConformanceStop.failed(
                            "the option \"\(option.name)\" takes anything, so no mistake in it is noticed; give it a type"
                        )
                    }
                    var options = trial.options
                    options[option.name] = wrong
                    try ConformanceStop.demand(
                        !accepts(options, manifest),
                        "the option \"\(option.name)\" takes a value of a wrong type"
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

    private static func accepts(_ options: [String: Value], _ manifest: PluginManifest) -> Bool {
        (try? PluginOptions(options, for: manifest)) != nil
    }

    private static func wrongValue(for type: ParameterType) -> Value? {
        let values: [Value] = [
            .boolean(true), .string("\u{1}"), .integer(-1), .list([.boolean(true)]), .record(["\u{1}": .boolean(true)]),
        ]
        return values.first { ArgumentChecker.convert($0, to: type) == nil }
    }

    private static func holdsSecret(_ name: String) -> Bool {
        let words: Set<Substring> = ["password", "passphrase", "secret", "token"]
        return name.split { $0 == "-" || $0 == "_" }.last.map(words.contains) ?? false
    }
}
