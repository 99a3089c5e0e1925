import AutomationCore
import LuaRuntime

/// Values on their way between a plugin and the rest of a run: copies, but for servers and secrets, which are the same
/// on both sides.
enum PluginCrossing {
    /// Why a value cannot cross.
    struct Refusal: Error {
        /// What follows the name of the value.
        var text: String
    }

    /// The value as the plugin gets it.
    static func luaValue(_ value: Value) throws(Refusal) -> LuaValue {
        switch value {
        case .none, .boolean, .integer, .number, .string, .bytes: return LuaValue(value)
        case .list(let values):
            var elements: [LuaValue] = []
            elements.reserveCapacity(values.count)
            for value in values { elements.append(try luaValue(value)) }
            return .list(elements)
        case .record(let fields):
            var copies: [String: LuaValue] = [:]
            copies.reserveCapacity(fields.count)
            for (name, value) in fields { copies[name] = try luaValue(value) }
            return .record(copies)
        case .error(let error): return .error(error.withoutOrigin.luaFields)
        case .function: throw Refusal(text: "a function cannot be passed to a plugin or come back from one")
        case .object(let object):
            guard object is Server || object is Secret else { throw refusal(type(of: object).objectType.name) }
            return LuaValue(value)
        }
    }

    /// The value as everybody else gets it.
    static func value(_ value: LuaValue) throws(Refusal) -> Value {
        switch value {
        case .none: return .none
        case .boolean(let flag): return .boolean(flag)
        case .integer(let number): return .integer(number)
        case .number(let number): return .number(number)
        case .string(let text): return .string(text)
        case .bytes(let bytes): return .bytes(bytes)
        case .list(let values):
            var elements: [Value] = []
            elements.reserveCapacity(values.count)
            for value in values { elements.append(try Self.value(value)) }
            return .list(elements)
        case .record(let fields), .strictRecord(_, let fields), .error(let fields):
            var copies: [String: Value] = [:]
            copies.reserveCapacity(fields.count)
            for (name, value) in fields { copies[name] = try Self.value(value) }
            return .record(copies)
        case .function: throw Refusal(text: "a function cannot be passed to a plugin or come back from one")
        case .object(let object):
            if let server = object.payload as? Server { return .object(server) }
            if let secret = object.payload as? Secret { return .object(secret) }
            throw refusal(object.typeName)
        }
    }

    private static func refusal(_ typeName: String) -> Refusal {
        Refusal(text: "\(ParameterType.article(typeName)) cannot be passed to a plugin or come back from one")
    }
}

extension AutomationError {
    /// The error without the value that a script raised: no other Lua state could hold it.
    var withoutOrigin: AutomationError {
        var error = self
        error.origin = nil
        error.cause = cause?.withoutOrigin
        return error
    }
}
