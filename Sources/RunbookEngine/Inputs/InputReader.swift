import AutomationCore

/// Gives declared inputs their values, or says about all of them at once what is missing or wrong.
///
/// Nothing is sent and nobody is asked before all that is given is known to be right.
struct InputReader {
    let inputs: RunInputs
    let files: FileRoot

    /// Reads every declared input. An optional one without a value is not in the result.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that lists every problem, what finding servers throws,
    ///   or `CancellationError`.
    func read(_ declarations: [InputDeclaration]) async throws -> [String: Value] {
        var values: [String: Value] = [:]
        var asked: [InputDeclaration] = []
        var problems = unknownNames(declarations)
        for declaration in declarations {
            do throws(InputProblem) {
                values[declaration.name] = try value(of: declaration, among: declarations)
                if values[declaration.name] == nil, !declaration.isOptional { asked.append(declaration) }
            } catch {
                problems.append(error.text)
            }
        }
        guard problems.isEmpty else { throw failure(problems, declarations) }
        try await InputServers(find: inputs.findServers).complete(&values, declarations)
        for declaration in asked { values[declaration.name] = try await answer(declaration) }
        return values
    }

    private func failure(_ problems: [String], _ declarations: [InputDeclaration]) -> AutomationError {
        let summaries = declarations.map { declaration in
            "\(declaration.name) (\(declaration.typeText)\(declaration.help.isEmpty ? "" : ", " + declaration.help))"
        }
        return AutomationError(
            .input,
            problems.joined(separator: "; "),
            operation: "runbook.inputs",
            hint: declarations.isEmpty ? nil : "inputs: " + summaries.joined(separator: ", ")
        )
    }

    /// Names that were given and mean nothing. The environment is shared with others, so nothing in it is unknown.
    private func unknownNames(_ declarations: [InputDeclaration]) -> [String] {
        let known = declarations.map(\.name)
        var given = inputs.variables.keys.sorted().map { (name: $0, origin: "") }
        given += inputs.secrets.keys.sorted().map { (name: $0, origin: "--secret: ") }
        for file in inputs.files { given += file.values.keys.sorted().map { (name: $0, origin: "\(file.name): ") } }
        return given.filter { !known.contains($0.name) }.map { name, origin in
            let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            return "\(origin)the runbook has no input \"\(name)\"\(suggestion)"
        }
    }

    /// The value from the first source that has one; nil when none has and the input may do without, or is to be asked.
    private func value(
        of declaration: InputDeclaration,
        among declarations: [InputDeclaration]
    ) throws(InputProblem) -> Value? {
        let ways = InputWays(declaration, among: declarations)
        try checkSecrecy(of: declaration, ways)
        if let secret = inputs.secrets[declaration.name] { return .object(secret) }
        if let text = inputs.variables[declaration.name] { return try convert(.string(text), declaration) }
        if ways.isFilledByServerFlag, !inputs.servers.isEmpty { return try servers(for: declaration) }
        for file in inputs.files.reversed() {
            guard let value = file.values[declaration.name], !value.isNone else { continue }
            return try convert(value, declaration, origin: " (from \(file.name))")
        }
        if let text = inputs.environment[declaration.environmentName], !text.isEmpty {
            return try convert(.string(text), declaration, origin: " (from \(declaration.environmentName))")
        }
        if let text = inputs.defaults[declaration.name], declaration.kind != .secret {
            return try convert(.string(text), declaration)
        }
        if !declaration.defaultValue.isNone {
            return try convert(declaration.defaultValue, declaration, noun: "the default of input")
        }
        if declaration.isOptional || (declaration.kind == .secret && inputs.askSecret != nil) { return nil }
        let help = declaration.help.isEmpty ? "" : " (\(declaration.help))"
        throw InputProblem("input \"\(declaration.name)\" is missing\(help): \(ways.advice)")
    }

    /// Looks whether a secret came a way on which others may have read it, or something else as if it were one.
    private func checkSecrecy(of declaration: InputDeclaration, _ ways: InputWays) throws(InputProblem) {
        let name = declaration.name
        guard declaration.kind == .secret else {
            guard inputs.secrets[name] != nil else { return }
            throw InputProblem("input \"\(name)\" is no secret: \(ways.advice)")
        }
        if inputs.variables[name] != nil {
            throw InputProblem(
                "input \"\(name)\" is a secret, and others can read the command line: \(ways.secretAdvice)"
            )
        }
        if let file = inputs.files.first(where: { $0.values[name] != nil && !$0.isPrivate }) {
            throw InputProblem(
                "input \"\(name)\" is a secret, and others can read \(file.name): run chmod 600 on it, and change "
                    + "the secret if somebody may have read it"
            )
        }
    }

    private func servers(for declaration: InputDeclaration) throws(InputProblem) -> Value {
        if declaration.kind == .servers { return .list(inputs.servers.map { .object($0) }) }
        guard inputs.servers.count == 1, let server = inputs.servers.first else {
            throw InputProblem("input \"\(declaration.name)\" takes one server, got \(inputs.servers.count)")
        }
        return .object(server)
    }

    private func convert(
        _ given: Value,
        _ declaration: InputDeclaration,
        origin: String = "",
        noun: String = "input"
    ) throws(InputProblem) -> Value {
        do throws(InputProblem) {
            return try InputConversion(declaration: declaration, files: files).value(given)
        } catch {
            throw InputProblem("\(noun) \"\(declaration.name)\"\(origin): \(error.text)")
        }
    }

    /// Asks for a secret that nothing else has given.
    private func answer(_ declaration: InputDeclaration) async throws -> Value {
        let question = declaration.help.isEmpty ? declaration.name : "\(declaration.name) (\(declaration.help))"
        if let secret = try await inputs.askSecret?(question + ": "), !secret.isEmpty { return .object(secret) }
        throw AutomationError(
            .input,
            "input \"\(declaration.name)\" is missing: nothing was typed",
            operation: "runbook.inputs"
        )
    }
}
