import AutomationCore
import LuaRuntime

/// A function of the running script as plugins see it.
struct BoundScriptFunction: ScriptFunction {
    let function: LuaFunction
    let state: StateReference

    func call(_ arguments: [Value]) async throws -> [Value] {
        do {
            return try await state.call(function, arguments.map { LuaValue($0) }).map { Value($0, state: state) }
        } catch {
            throw AutomationError(error)
        }
    }
}
