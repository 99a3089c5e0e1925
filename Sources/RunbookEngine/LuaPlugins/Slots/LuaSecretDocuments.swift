import AutomationCore
import LuaRuntime

/// The secret store of a Lua plugin, below the rules that every store keeps.
struct LuaSecretDocuments: SecretDocuments {
    let state: LuaPluginState
    let readFunction: LuaFunction
    let writeFunction: LuaFunction

    // The store that this is behind names itself, and so the plugin, in every error.

    func read(for server: Server) async throws -> (document: Secret, revision: String)? {
        let values = try await state.ask(.readSecret, readFunction, [LuaValue(.object(server))])
        let value = values.first ?? .none
        if case .none = value { return nil }
        guard let document = value.secret else {
            throw garbage(.readSecret, "expected a document and its revision, or nil, got \(value.noun)")
        }
        // What the plugin has just read, it may log from now on.
        state.conceal([document])
        let revision = values.count > 1 ? values[1] : .none
        guard let text = Self.text(revision) else {
            throw garbage(.readSecret, "expected the revision, a string or a whole number, got \(revision.noun)")
        }
        return (document, text)
    }

    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool {
        let arguments = [
            LuaValue(.object(server)), LuaValue(.object(document)), revision.map { Self.value($0) } ?? .none,
        ]
        let values = try await state.ask(.writeSecret, writeFunction, arguments, concealed: [document])
        let value = values.first ?? .none
        guard case .boolean(let isWritten) = value else {
            throw garbage(
                .writeSecret,
                "expected true, or false when somebody else has written meanwhile, got \(value.noun)"
            )
        }
        return isWritten
    }

    private func garbage(_ part: LuaPluginDefinition.Part, _ problem: String) -> AutomationError {
        AutomationError(.plugin, "\(part.rawValue): \(problem)")
    }

    // A revision is handed back as it came: services count, or have names.

    private static func text(_ revision: LuaValue) -> String? {
        switch revision {
        case .integer(let number): "#\(number)"
        case .string(let text): "=\(text)"
        default: nil
        }
    }

    private static func value(_ revision: String) -> LuaValue {
        if revision.hasPrefix("#"), let number = Int64(revision.dropFirst()) { return .integer(number) }
        return .string(String(revision.dropFirst()))
    }
}
