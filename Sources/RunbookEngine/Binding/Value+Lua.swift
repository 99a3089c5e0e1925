import AutomationCore
import LuaRuntime

extension Value {
    /// The value as the host knows it.
    init(_ value: LuaValue, state: StateReference) {
        switch value {
        case .none: self = .none
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .bytes(let bytes): self = .bytes(bytes)
        case .list(let values): self = .list(values.map { Value($0, state: state) })
        case .record(let fields), .error(let fields), .strictRecord(_, let fields):
            self = .record(fields.mapValues { Value($0, state: state) })
        case .function(let function): self = .function(BoundScriptFunction(function: function, state: state))
        case .object(let object):
            if let payload = object.payload as? any HostObject {
                self = .object(payload)
            } else {
                self = .none
            }
        }
    }
}

extension LuaValue {
    /// The value as scripts see it.
    init(_ value: Value) {
        switch value {
        case .none: self = .none
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .bytes(let bytes): self = .bytes(bytes)
        case .list(let values): self = .list(values.map { LuaValue($0) })
        case .record(let fields): self = .record(fields.mapValues { LuaValue($0) })
        case .error(let error): self = error.luaValue
        case .function(let function):
            if let bound = function as? BoundScriptFunction {
                self = .function(bound.function)
            } else {
                // A function of the host has a declaration and reaches scripts in a module.
                self = .none
            }
        case .object(let object):
            self = .object(
                LuaObject(
                    typeName: type(of: object).objectType.name,
                    text: object.displayText,
                    fields: object.fields.mapValues { LuaValue($0) },
                    identity: object.identity,
                    payload: object
                )
            )
        }
    }
}
