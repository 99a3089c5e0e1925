import AutomationCore
import LuaRuntime

/// The password policy of a Lua plugin.
struct LuaPolicy: PasswordPolicy {
    let state: LuaPluginState
    let function: LuaFunction

    func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String] {
        let arguments = [
            LuaValue(.object(password)), LuaValue(.object(server)), userName.map { .string($0) } ?? .none,
        ]
        let values: [LuaValue]
        do { values = try await state.ask(.policy, function, arguments, concealed: [password]) } catch {
            throw state.named(error)
        }
        let value = values.first ?? .none
        if case .none = value { return [] }
        guard case .list(let elements) = value else { throw garbage("got \(value.noun)") }
        var violations: [String] = []
        for (index, element) in elements.enumerated() {
            guard case .string(let text) = element, !text.isEmpty else {
                throw garbage("element \(index + 1) is \(element.noun)")
            }
            guard !password.withExposedText({ !$0.isEmpty && text.contains($0) }) else {
                throw state.garbage("policy: element \(index + 1) repeats the password, so it is not shown")
            }
            violations.append(text)
        }
        return violations
    }

    private func garbage(_ problem: String) -> AutomationError {
        state.garbage("policy: expected a list of what is wrong, each a string, or nil; \(problem)")
    }
}
