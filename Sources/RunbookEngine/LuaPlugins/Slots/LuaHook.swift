import AutomationCore
import LuaRuntime

/// The hook of a Lua plugin.
struct LuaHook: OperationHook {
    let state: LuaPluginState
    let beforeFunction: LuaFunction?
    let afterFunction: LuaFunction?

    func before(_ operation: OperationNotice) async throws {
        guard let beforeFunction else { return }
        let values: [LuaValue]
        do {
            values = try await state.ask(.before, beforeFunction, [try table(operation)])
        } catch {
            guard let error = error as? AutomationError, error.kind == .plugin else { throw state.named(error) }
            // An error that the plugin raises is how it says no.
            throw veto(operation, error.message, hint: error.hint, traceback: error.traceback)
        }
        let second = values.count > 1 ? values[1] : .none
        switch (values.first ?? .none, second) {
        case (.none, .none), (.boolean(true), .none): return
        case (.boolean(false), .string(let reason)) where !reason.isEmpty: throw veto(operation, reason)
        case (.boolean(false), .none): throw veto(operation, "it gives no reason")
        case (.boolean(false), _):
            // However badly it is put, it is a no.
            throw veto(operation, "it gives no reason, but \(second.noun)")
        case (let first, _):
            let got = values.count > 1 ? "\(first.noun) and \(second.noun)" : first.noun
            throw state.garbage("before: expected nothing, true, or false and the reason, got \(got)")
        }
    }

    func after(_ operation: OperationNotice, failure: AutomationError?) async throws {
        guard let afterFunction else { return }
        do {
            let error: LuaValue = failure.map { .error($0.withoutOrigin.luaFields) } ?? .none
            _ = try await state.ask(.after, afterFunction, [try table(operation), error])
        } catch {
            throw state.named(error)
        }
    }

    private func table(_ operation: OperationNotice) throws -> LuaValue {
        do {
            return .record([
                "operation": .string(operation.operation), "server": LuaValue(.object(operation.server)),
                "details": try PluginCrossing.luaValue(.record(operation.details)),
            ])
        } catch {
            throw AutomationError(.plugin, "what is to be done cannot be told: \(error.text)")
        }
    }

    private func veto(
        _ operation: OperationNotice,
        _ reason: String,
        hint: String? = nil,
        traceback: String? = nil
    ) -> AutomationError {
        var error = AutomationError(
            .vetoed,
            "plugin \"\(state.name)\" forbids \(operation.operation): \(reason)",
            server: operation.server.label,
            hint: hint
        )
        error.traceback = traceback
        return error
    }
}
