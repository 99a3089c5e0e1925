import AutomationCore
import TestSupport

extension ScriptedProgram {
    /// The next message; nil when there are no more.
    func nextAsk() async throws -> Ask? {
        while let line = try await nextLine() {
            if let ask = Ask(line) { return ask }
        }
        return nil
    }

    /// Behaves as a plugin should, to its end; `special` answers what it is about, or gives nil.
    func serve(
        manifest: String = Manifests.plain,
        _ special: (Ask, ScriptedProgram) async throws -> String? = { _, _ in nil }
    ) async throws -> Int {
        while let ask = try await nextAsk() {
            if let line = try await special(ask, self) {
                if !line.isEmpty { say(line) }
                continue
            }
            switch ask.method {
            case "initialize": say(ask.answer(manifest))
            case "provision", "validate", "cleanup", "before", "after": say(ask.answer("{}"))
            case "call": say(ask.answer("\"pong\""))
            case "shutdown": return 0
            default: if ask.id != nil { say(ask.failure("there is no \(ask.method)")) }
            }
        }
        return 0
    }
}

/// Ends a scripted plugin at once.
struct Crash: Error {}
