import AutomationCore
import Foundation

/// Gives declared inputs their values, or says about all of them at once what is missing or wrong.
struct InputReader {
    let inputs: RunInputs
    let files: FileRoot

    /// Reads every declared input.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that lists every problem.
    func read(_ declarations: [InputDeclaration]) throws(AutomationError) -> [String: Value] {
        var values: [String: Value] = [:]
        var problems = unknownVariables(declarations)
        for declaration in declarations {
            switch value(of: declaration, isOnlyServers: isOnlyServers(declaration, among: declarations)) {
            case .success(let value): values[declaration.name] = value
            case .failure(let problem): problems.append(problem.text)
            }
        }
        guard problems.isEmpty else {
            throw AutomationError(
                .input,
                problems.joined(separator: "; "),
                operation: "runbook.inputs",
                hint: declarations.isEmpty
                    ? nil : "inputs: " + declarations.map { Self.summary($0) }.joined(separator: ", ")
            )
        }
        return values
    }

    private struct Problem: Error {
        var text: String
    }

    private func unknownVariables(_ declarations: [InputDeclaration]) -> [String] {
        let known = declarations.map(\.name)
        return inputs.variables.keys.sorted().filter { !known.contains($0) }.map { name in
            let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            return "the runbook has no input \"\(name)\"\(suggestion)"
        }
    }

    /// `--server` fills the input named `servers`, or the only one of that type.
    private func isOnlyServers(_ declaration: InputDeclaration, among declarations: [InputDeclaration]) -> Bool {
        let candidates = declarations.filter { $0.kind == .servers || $0.kind == .server }
        return candidates.count == 1 || declaration.name == "servers" || declaration.name == "server"
    }

    private func value(of declaration: InputDeclaration, isOnlyServers: Bool) -> Result<Value, Problem> {
        if let text = inputs.variables[declaration.name] { return parse(text, declaration) }
        if isOnlyServers, !inputs.servers.isEmpty {
            if declaration.kind == .servers { return .success(.list(inputs.servers.map { .object($0) })) }
            if declaration.kind == .server, let server = inputs.servers.first {
                guard inputs.servers.count == 1 else {
                    return .failure(
                        Problem(text: "input \"\(declaration.name)\" takes one server, got \(inputs.servers.count)")
                    )
                }
                return .success(.object(server))
            }
        }
        if let text = inputs.defaults[declaration.name] { return parse(text, declaration) }
        if !declaration.defaultValue.isNone { return parseDefault(declaration) }
        let help = declaration.help.isEmpty ? "" : " (\(declaration.help))"
        let how =
            switch declaration.kind {
            case .servers where isOnlyServers: "--server ID, once per server"
            case .servers: "--var \(declaration.name)=ID,ID"
            case .server where isOnlyServers: "--server ID"
            case .server: "--var \(declaration.name)=ID"
            case .file: "--var \(declaration.name)=FILE"
            default: "--var \(declaration.name)=VALUE"
            }
        return .failure(Problem(text: "input \"\(declaration.name)\" is missing\(help): give \(how)"))
    }

    private func parse(_ text: String, _ declaration: InputDeclaration) -> Result<Value, Problem> {
        if let value = value(text, as: declaration) { return .success(value) }
        let expected = Self.expectation(declaration)
        return .failure(Problem(text: "input \"\(declaration.name)\": expected \(expected), got \"\(text)\""))
    }

    /// The runbook's own default, held to the same rules as what an operator gives.
    private func parseDefault(_ declaration: InputDeclaration) -> Result<Value, Problem> {
        let value: Value? =
            switch (declaration.kind, declaration.defaultValue) {
            case (_, .string(let text)): value(text, as: declaration)
            case (.number, .integer), (.number, .number), (.boolean, .boolean), (.server, .object(is Server)):
                declaration.defaultValue
            case (.duration, .integer(let seconds)) where seconds >= 0: declaration.defaultValue
            case (.duration, .number(let seconds)) where seconds >= 0: declaration.defaultValue
            case (.servers, .list(let values)): Self.servers(values)
            default: nil
            }
        if let value { return .success(value) }
        let given =
            if case .string(let text) = declaration.defaultValue { "\"\(text)\"" } else {
                declaration.defaultValue.typeName
            }
        let expected = Self.expectation(declaration)
        return .failure(
            Problem(text: "the default of input \"\(declaration.name)\": expected \(expected), got \(given)")
        )
    }

    /// The value that a text stands for; nil when it is none of the input's type.
    private func value(_ text: String, as declaration: InputDeclaration) -> Value? {
        switch declaration.kind {
        case .string: return .string(text)
        case .number:
            if let whole = Int64(text) { return .integer(whole) }
            return Double(text).map { .number($0) }
        case .boolean:
            let words = ["true": true, "yes": true, "false": false, "no": false]
            return words[text.lowercased()].map { .boolean($0) }
        case .duration: return DurationText.parse(text).map { .number($0 / .seconds(1)) }
        case .choice: return declaration.choices.contains(text) ? .string(text) : nil
        case .file: return FileManager.default.isReadableFile(atPath: files.resolve(text)) ? .string(text) : nil
        case .server: return text.isEmpty ? nil : .object(Server(id: text))
        case .servers:
            let ids = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            return ids.isEmpty ? nil : .list(ids.map { .object(Server(id: $0)) })
        }
    }

    /// The servers in a list of servers and ids; nil when something else is in it.
    private static func servers(_ values: [Value]) -> Value? {
        var servers: [Value] = []
        for value in values {
            switch value {
            case .object(is Server): servers.append(value)
            case .string(let id) where !id.isEmpty: servers.append(.object(Server(id: id)))
            default: return nil
            }
        }
        return .list(servers)
    }

    private static func expectation(_ declaration: InputDeclaration) -> String {
        switch declaration.kind {
        case .string: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        case .duration: "a duration like 90s or 10m"
        case .choice: "one of " + declaration.choices.joined(separator: ", ")
        case .file: "a file that can be read"
        case .server: "a server id"
        case .servers: "server ids, separated by commas"
        }
    }

    private static func summary(_ declaration: InputDeclaration) -> String {
        "\(declaration.name) (\(declaration.kind.rawValue)\(declaration.help.isEmpty ? "" : ", " + declaration.help))"
    }
}
