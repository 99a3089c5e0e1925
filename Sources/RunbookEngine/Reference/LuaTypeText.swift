import AutomationCore

/// Types as annotations for lua-language-server write them.
enum LuaTypeText {
    /// What every name of ours begins with, so that it meets no other's.
    static let prefix = "latchkey."
    /// The name of the alias for durations.
    static let duration = prefix + "duration"
    /// The name of the class of error tables.
    static let error = prefix + "error"

    /// The class of a kind of host object.
    static func objectClass(_ name: String) -> String { prefix + name.replacing(" ", with: "_") }

    /// The type of a value that the host gives.
    static func given(_ type: ParameterType) -> String { text(type, takesStandIns: false) }

    /// The type of a value that the host takes, which is wider: an id stands for a server.
    static func taken(_ type: ParameterType) -> String { text(type, takesStandIns: true) }

    private static func text(_ type: ParameterType, takesStandIns: Bool) -> String {
        switch type {
        case .any: return "any"
        case .boolean: return "boolean"
        case .integer: return "integer"
        case .number: return "number"
        case .string: return "string"
        case .duration: return duration
        case .amount: return "integer|string"
        case .choice(let words): return words.map { "\"\($0)\"" }.joined(separator: "|")
        case .object(let name):
            let hasStandIn = [Server.objectType.name, Secret.objectType.name].contains(name)
            return objectClass(name) + (takesStandIns && hasStandIn ? "|string" : "")
        case .function: return "fun(...): any"
        case .list(let element):
            let text = text(element, takesStandIns: takesStandIns)
            return (isSimple(text) ? text : "(\(text))") + "[]"
        case .record: return "table<string, any>"
        case .optional(.any): return "any"
        case .optional(let type):
            let text = text(type, takesStandIns: takesStandIns)
            return isSimple(text) ? text + "?" : "(\(text))?"
        }
    }

    /// Whether `[]` or `?` behind the type belongs to all of it.
    private static func isSimple(_ text: String) -> Bool {
        !text.contains("|") && !text.contains("?") && !text.hasPrefix("fun(")
    }
}
