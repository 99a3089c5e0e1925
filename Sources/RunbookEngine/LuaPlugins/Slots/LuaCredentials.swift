import AutomationCore
import Foundation
import LuaRuntime

/// The credentials of a Lua plugin.
struct LuaCredentials: CredentialSupplier {
    let state: LuaPluginState
    let function: LuaFunction

    static let fields = ["access_key", "secret_key", "security_token", "token", "project_id", "expires_at"]

    func credentials() async throws -> SuppliedCredentials? {
        let values: [LuaValue]
        do { values = try await state.ask(.credentials, function) } catch {
            guard var failure = error as? AutomationError else { throw error }
            if failure.kind == .plugin { failure.kind = .authentication }
            throw state.named(failure)
        }
        switch values.first ?? .none {
        case .none: return nil
        case .record(let fields): return try credentials(fields)
        case let value: throw garbage("expected a table with named fields, or nil, got \(value.noun)")
        }
    }

    private func credentials(_ fields: [String: LuaValue]) throws(AutomationError) -> SuppliedCredentials {
        for name in fields.keys.sorted() where !Self.fields.contains(name) {
            let suggestion = Spelling.nearest(to: name, among: Self.fields).map { "; did you mean \"\($0)\"?" } ?? ""
            throw garbage("there is no field \"\(name)\"\(suggestion)")
        }
        let proof: SuppliedCredentials.Proof
        let (accessKey, secretKey) = (try secret("access_key", fields), try secret("secret_key", fields))
        let securityToken = try secret("security_token", fields)
        switch (accessKey, secretKey, try secret("token", fields)) {
        case (let key?, let secret?, nil):
            proof = .accessKey(id: key.withExposedText { $0 }, secret: secret, securityToken: securityToken)
        case (nil, nil, let token?) where securityToken == nil: proof = .token(token)
        default: throw garbage("expected access_key and secret_key, with or without security_token, or else token")
        }
        return SuppliedCredentials(
            proof,
            projectID: try text("project_id", fields),
            expiresAt: try date("expires_at", fields)
        )
    }

    private func secret(_ name: String, _ fields: [String: LuaValue]) throws(AutomationError) -> Secret? {
        guard let value = fields[name] else { return nil }
        guard let secret = value.secret, !secret.isEmpty else {
            throw garbage("\(name): expected a secret or a string, got \(value.noun)")
        }
        return secret
    }

    private func text(_ name: String, _ fields: [String: LuaValue]) throws(AutomationError) -> String? {
        switch fields[name] ?? .none {
        case .none: return nil
        case .string(let text) where !text.isEmpty: return text
        case let value: throw garbage("\(name): expected a string, got \(value.noun)")
        }
    }

    private func date(_ name: String, _ fields: [String: LuaValue]) throws(AutomationError) -> Date? {
        switch fields[name] ?? .none {
        case .none: return nil
        case .integer(let seconds): return Date(timeIntervalSince1970: Double(seconds))
        case .number(let seconds) where seconds.isFinite: return Date(timeIntervalSince1970: seconds)
        case .string(let text):
            for isFractional in [false, true] {
                let style = Date.ISO8601FormatStyle(includingFractionalSeconds: isFractional)
                if let date = try? Date(text, strategy: style) { return date }
            }
            throw garbage("\(name): expected a time like 2030-01-31T12:00:00Z")
        case let value:
            throw garbage("\(name): expected a time like 2030-01-31T12:00:00Z, or seconds, got \(value.noun)")
        }
    }

    private func garbage(_ problem: String) -> AutomationError { state.garbage("credentials: \(problem)") }
}
