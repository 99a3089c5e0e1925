import AutomationCore

/// Types as the documentation for people writes them.
enum PlainTypeText {
    /// The type of a value that the host takes.
    static func taken(_ type: ParameterType) -> String {
        switch type {
        case .object(Server.objectType.name): "server or id"
        case .object(Secret.objectType.name): "secret or string"
        case .list(let element): "list of \(taken(element))"
        case .optional(let type): taken(type)
        default: given(type)
        }
    }

    /// The type of a value that the host gives.
    static func given(_ type: ParameterType) -> String {
        switch type {
        case .any: "any value"
        case .boolean: "boolean"
        case .integer: "whole number"
        case .number: "number"
        case .string: "string"
        case .duration: "duration"
        case .amount: "number or share"
        case .choice(let words): words.map { "\"\($0)\"" }.joined(separator: " or ")
        case .object(let name): name
        case .function: "function"
        case .list(let element): "list of \(given(element))"
        case .record: "table"
        case .optional(let type): "\(given(type)) or nil"
        }
    }
}
