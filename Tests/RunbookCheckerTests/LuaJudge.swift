import LuaRuntime
import RunbookChecker
import Testing

/// Lua itself, asked whether it takes a script.
struct LuaJudge {
    private let state: LuaState

    init() throws {
        state = try LuaState(LuaConfiguration())
    }

    /// What Lua says against a script; nil when it takes it.
    func refusal(of script: String) async -> String? {
        do {
            _ = try await state.load(script, name: "test.lua")
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Lua and the checker must both take the script, or both refuse it.
    func expectAgreement(on script: String, sourceLocation: SourceLocation = #_sourceLocation) async {
        let refusal = await refusal(of: script)
        let findings = CheckedText(script).diagnostics.filter { $0.code == .syntax }
        let shown = script.count > 300 ? "\(script.prefix(300))..." : script
        #expect(
            (refusal == nil) == findings.isEmpty,
            "Lua: \(refusal ?? "takes it"); the checker: \(findings.map(\.message)); the script: \(shown)",
            sourceLocation: sourceLocation
        )
    }
}
