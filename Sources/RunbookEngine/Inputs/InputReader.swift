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
        if !declaration.defaultValue.isNone { return .success(declaration.defaultValue) }
        let help = declaration.help.isEmpty ? "" : " (\(declaration.help))"
        let how =
            switch declaration.kind {
            case .servers: "--server ID, once per server"
            case .server: "--server ID"
            case .file: "--var \(declaration.name)=FILE"
            default: "--var \(declaration.name)=VALUE"
            }
        return .failure(Problem(text: "input \"\(declaration.name)\" is missing\(help): give \(how)"))
    }

    private func parse(_ text: String, _ declaration: InputDeclaration) -> Result<Value, Problem> {
        func wrong(_ expected: String) -> Result<Value, Problem> {
            .failure(Problem(text: "input \"\(declaration.name)\": expected \(expected), got \"\(text)\""))
        }
        switch declaration.kind {
        case .string: return .success(.string(text))
        case .number:
            if let whole = Int64(text) { return .success(.integer(whole)) }
            return Double(text).map { .success(.number($0)) } ?? wrong("a number")
        case .boolean:
            let words = ["true": true, "yes": true, "false": false, "no": false]
            return words[text.lowercased()].map { .success(.boolean($0)) } ?? wrong("true or false")
        case .duration:
            return DurationText.parse(text).map { .success(.number($0 / .seconds(1))) }
                ?? wrong("a duration like 90s or 10m")
        case .choice:
            return declaration.choices.contains(text)
                ? .success(.string(text)) : wrong("one of " + declaration.choices.joined(separator: ", "))
        case .file:
            let path = files.resolve(text)
            return FileManager.default.isReadableFile(atPath: path)
                ? .success(.string(text)) : wrong("a file that can be read")
        case .server: return text.isEmpty ? wrong("a server id") : .success(.object(Server(id: text)))
        case .servers:
            let ids = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            return ids.isEmpty
                ? wrong("server ids, separated by commas") : .success(.list(ids.map { .object(Server(id: $0)) }))
        }
    }

    private static func summary(_ declaration: InputDeclaration) -> String {
        "\(declaration.name) (\(declaration.kind.rawValue)\(declaration.help.isEmpty ? "" : ", " + declaration.help))"
    }
}
