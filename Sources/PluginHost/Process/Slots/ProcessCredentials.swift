import AutomationCore

/// The credentials that a process plugin supplies.
struct ProcessCredentials: CredentialSupplier {
    let requests: PluginRequests

    func credentials() async throws -> SuppliedCredentials? {
        let method = "credentials"
        let answer = try await requests.ask(method, isRepeatable: true)
        let known = ["access_key", "secret_key", "security_token", "token", "project_id", "expires_at"]
        guard let fields = try requests.fields(answer, to: method, known: known) else { return nil }
        do throws(WireFault) { return try Self.credentials(fields) } catch { throw requests.unreadable(method, error) }
    }

    private static func credentials(_ fields: [String: Value]) throws(WireFault) -> SuppliedCredentials {
        let proof: SuppliedCredentials.Proof
        switch (fields["access_key"], fields["token"]) {
        case (.string(let id)?, nil):
            guard let key = try secret("secret_key", fields) else {
                throw WireFault("\"access_key\" needs \"secret_key\"")
            }
            proof = .accessKey(id: id, secret: key, securityToken: try secret("security_token", fields))
        case (nil, _?):
            guard let token = try secret("token", fields) else { throw WireFault("\"token\" is empty") }
            proof = .token(token)
        default: throw WireFault("it must have either \"access_key\" and \"secret_key\", or \"token\"")
        }
        var projectID: String?
        switch fields["project_id"] {
        case nil: break
        case .string(let id)?: projectID = id
        default: throw WireFault("\"project_id\" must be a text")
        }
        return SuppliedCredentials(proof, projectID: projectID, expiresAt: try ServerReader.date("expires_at", fields))
    }

    private static func secret(_ name: String, _ fields: [String: Value]) throws(WireFault) -> Secret? {
        switch fields[name] {
        case nil: return nil
        case .object(let secret as Secret)? where !secret.isEmpty: return secret
        default: throw WireFault("\"\(name)\" must be {\"$secret\": ...}")
        }
    }
}
