import LuaRuntime

extension LuaValue {
    /// What messages call it, with an article. Nothing of what is in it.
    var noun: String {
        switch self {
        case .none: "nothing"
        case .boolean: "a boolean"
        case .integer, .number: "a number"
        case .string(let text): text.isEmpty ? "an empty string" : "a string"
        case .bytes: "a string that is not valid UTF-8"
        case .list(let values): values.isEmpty ? "an empty table" : "a list"
        case .record, .strictRecord, .error: "a table with named fields"
        case .function: "a function"
        case .object(let object): "a " + object.typeName
        }
    }
}
