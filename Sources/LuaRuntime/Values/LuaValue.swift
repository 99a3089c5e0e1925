/// A value that crosses the boundary between Lua and Swift.
public enum LuaValue: Sendable {
    case none
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// A Lua string that is valid UTF-8.
    case string(String)
    /// A Lua string that is not valid UTF-8.
    case bytes([UInt8])
    /// A table with the keys 1...n; the empty table too.
    case list([LuaValue])
    /// A table with string keys. A field that is ``none`` is not there.
    case record([String: LuaValue])
    /// A record in which reading a field that is not there is a mistake: ``LuaConfiguration/explainUnknownName`` is asked
    /// with the name of the record. Comes back as a record.
    case strictRecord(name: String, fields: [String: LuaValue])
    /// An error as a value: a record whose `text`, or else `message`, is what `tostring` gives. Comes back as a record.
    case error([String: LuaValue])
    /// A function of the script.
    case function(LuaFunction)
    /// A Swift value that Lua holds without seeing inside.
    case object(LuaObject)
}

extension LuaValue {
    /// The text, when this is one.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The field with this name, when this is a record that has it.
    public subscript(field: String) -> LuaValue? {
        if case .record(let fields) = self { fields[field] } else { nil }
    }
}
