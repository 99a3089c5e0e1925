import AutomationCore
import Foundation

/// Makes the value of an input out of what was given for it: a text, or a value of a file or of the runbook.
///
/// Servers stay texts where they were given as such: finding them may take a request, and nothing is sent before every
/// input is known to be right.
struct InputConversion {
    let declaration: InputDeclaration
    let files: FileRoot

    /// The value of the input's type.
    ///
    /// - Throws: What was expected, and what was given unless it is a secret.
    func value(_ given: Value) throws(InputProblem) -> Value {
        switch (declaration.kind, given) {
        case (.list, .string(let text)): return .list(try elements(Self.parts(text).map { .string($0) }))
        case (.list, .list(let values)): return .list(try elements(values))
        case (.servers, .string(let text)):
            let parts = Self.parts(text)
            guard !parts.isEmpty else { throw problem(given) }
            return .list(parts.map { .string($0) })
        case (.servers, .list(let values)):
            guard values.allSatisfy(Self.isServer) else { throw problem(given) }
            return given
        case (.server, _):
            guard Self.isServer(given) else { throw problem(given) }
            return given
        case (.secret, .string(let text)):
            guard !text.isEmpty else { throw InputProblem("expected a secret, got nothing") }
            return .object(Secret(text))
        case (.secret, .object(is Secret)): return given
        default:
            guard let value = scalar(given, declaration.kind) else { throw problem(given) }
            return value
        }
    }

    private func elements(_ values: [Value]) throws(InputProblem) -> [Value] {
        var elements: [Value] = []
        for (index, value) in values.enumerated() {
            guard let element = scalar(value, declaration.elementKind) else {
                throw InputProblem(
                    "expected \(expectation(declaration.elementKind)) as element \(index + 1), got \(Self.shown(value))"
                )
            }
            elements.append(element)
        }
        return elements
    }

    /// One value that is no list; nil when it is not of this type.
    private func scalar(_ given: Value, _ kind: InputKind) -> Value? {
        switch (kind, given) {
        case (_, .string(let text)): return scalar(text, kind)
        case (.number, .integer), (.boolean, .boolean): return given
        case (.number, .number(let number)): return number.isFinite ? given : nil
        case (.duration, .integer(let seconds)): return (0...1_000_000_000).contains(seconds) ? given : nil
        case (.duration, .number(let seconds)): return seconds.isFinite && (0...1e9).contains(seconds) ? given : nil
        default: return nil
        }
    }

    private func scalar(_ text: String, _ kind: InputKind) -> Value? {
        switch kind {
        case .number:
            if let whole = Int64(text) { return .integer(whole) }
            return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .boolean:
            let words = ["true": true, "yes": true, "false": false, "no": false]
            return words[text.lowercased()].map { .boolean($0) }
        case .duration: return DurationText.parse(text).map { .number($0 / .seconds(1)) }
        case .choice: return declaration.choices.contains(text) ? .string(text) : nil
        case .file: return isReadableFile(text) ? .string(text) : nil
        case .string, .secret, .list, .server, .servers: return .string(text)
        }
    }

    private func isReadableFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let full = files.resolve(path)
        return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isReadableFile(atPath: full)
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private static func isServer(_ value: Value) -> Bool {
        switch value {
        case .object(is Server): true
        case .string(let text): !text.isEmpty
        default: false
        }
    }

    private func problem(_ given: Value) -> InputProblem {
        let kind = declaration.kind
        let got = kind == .secret ? given.typeName : Self.shown(given)
        var text = "expected \(expectation(kind)), got \(got)"
        if case .string(let word) = given, kind == .choice, word.count > 2,
            let nearest = Spelling.nearest(to: word, among: declaration.choices)
        {
            text += "; did you mean \"\(nearest)\"?"
        }
        return InputProblem(text)
    }

    private static func shown(_ value: Value) -> String {
        if case .string(let text) = value { "\"\(text)\"" } else { value.typeName }
    }

    private func expectation(_ kind: InputKind) -> String {
        switch kind {
        case .string: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        case .duration: "a duration like 90s or 10m"
        case .choice: "one of " + declaration.choices.joined(separator: ", ")
        case .file: "a file that can be read"
        case .secret: "a secret as text"
        case .list: "a list of \(declaration.elementKind.rawValue) values, separated by commas"
        case .server: "a server id"
        case .servers: "server ids, separated by commas"
        }
    }
}
