/// A value on its way between a script and the host.
public enum Value: Sendable {
    /// Nothing: Lua's `nil`.
    case none
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// Text in UTF-8.
    case string(String)
    /// A Lua string that is not valid UTF-8.
    case bytes([UInt8])
    /// A Lua table with the keys 1...n; the empty table too.
    case list([Value])
    /// A Lua table with text keys.
    case record([String: Value])
    /// An error as a value, for results that tell of one instead of raising it.
    case error(AutomationError)
    /// A function of the script, which the host may call.
    case function(any ScriptFunction)
    /// A host object: opaque to the script but for its fields and methods.
    case object(any HostObject)
}

extension Value {
    /// What a script author calls this sort of value.
    public var typeName: String {
        switch self {
        case .none: "nil"
        case .boolean: "boolean"
        case .integer, .number: "number"
        case .string, .bytes: "string"
        case .list, .record, .error: "table"
        case .function: "function"
        case .object(let object): type(of: object).objectType.name
        }
    }

    /// Whether this is ``none``.
    public var isNone: Bool {
        if case .none = self { true } else { false }
    }
}
