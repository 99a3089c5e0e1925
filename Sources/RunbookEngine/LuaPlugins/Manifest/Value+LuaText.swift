import AutomationCore

extension Value {
    /// The value as it would be written in Lua, for documentation. Never a secret.
    var luaText: String {
        switch self {
        case .none: "nil"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): Self.quoted(text)
        case .list(let values): values.isEmpty ? "{}" : "{ \(values.map(\.luaText).joined(separator: ", ")) }"
        case .record(let fields):
            fields.isEmpty
                ? "{}"
                : "{ \(fields.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.luaText)" }.joined(separator: ", ")) }"
        case .object(let object): object.displayText
        case .bytes, .error, .function: "..."
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }
}
