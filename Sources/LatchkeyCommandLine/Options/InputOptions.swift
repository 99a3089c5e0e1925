import ArgumentParser
import AutomationCore
import RunbookEngine

/// Values for the inputs of a runbook.
struct InputOptions: ParsableArguments {
    @Option(
        name: .customLong("var"),
        parsing: .singleValue,
        help: ArgumentHelp("Value of an input of the runbook; once per input.", valueName: "NAME=VALUE")
    )
    var variable: [VariableOption] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "JSON or YAML file with values of inputs by name; once per file, of which a later one goes before. What "
                + "neither --var nor --vars gives comes from LATCHKEY_VAR_NAME.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json", "yaml", "yml"])
    )
    var vars: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "File whose first line is the value of a secret input; or the secret itself in LATCHKEY_VAR_NAME. "
                + "(default: asked for on the terminal)",
            valueName: "NAME=FILE"
        )
    )
    var secret: [VariableOption] = []

    func validate() throws {
        guard !vars.contains("") else { throw ValidationError("--vars: expected a file, got nothing") }
    }

    /// What was given, its files read.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    func inputs(environment: [String: String], files: FileRoot) throws(AutomationError) -> RunInputs {
        var inputs = RunInputs(variables: try Self.values(variable, option: "--var"))
        inputs.environment = environment
        for path in vars { inputs.files.append(try VariablesFile.read(files.resolve(path), called: path)) }
        for (name, path) in try Self.values(secret, option: "--secret") {
            inputs.secrets[name] = try SecretFile.firstLine(files.resolve(path), called: "the secret file \(path)")
        }
        return inputs
    }

    /// The values by name.
    private static func values(_ given: [VariableOption], option: String) throws(AutomationError) -> [String: String] {
        var values: [String: String] = [:]
        for variable in given {
            guard values.updateValue(variable.value, forKey: variable.name) == nil else {
                throw AutomationError(.input, "\(option) \(variable.name) is given twice")
            }
        }
        return values
    }
}
