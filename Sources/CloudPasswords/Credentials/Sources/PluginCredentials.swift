public import AutomationCore

/// Credentials that a plugin supplies.
public struct PluginCredentials: CredentialSource {
    public let name: String
    private let supplier: any CredentialSupplier
    private let surroundings: CredentialSurroundings

    /// Asks `supplier`, the plugin `plugin`; the surroundings are what is configured beside it.
    public init(
        _ supplier: any CredentialSupplier,
        plugin: String,
        surroundings: CredentialSurroundings = CredentialSurroundings()
    ) {
        self.supplier = supplier
        self.surroundings = surroundings
        name = "the plugin \"\(plugin)\""
    }

    public func resolve() async throws -> CredentialAnswer {
        guard let supplied = try await supplier.credentials() else { return .notConfigured("\(name) has none") }
        let credential: Credential
        switch supplied.proof {
        case .accessKey(let id, let secret, let securityToken):
            do {
                let key = try AccessKey(id: id, secret: secret, securityToken: securityToken)
                credential = .accessKey(key, expiresAt: supplied.expiresAt)
            } catch {
                var error = error
                error.message = "\(name): \(error.message)"
                throw error
            }
        case .token(let token):
            let checked = try token.withExposedText { text throws(AutomationError) in
                try Credential.token(text, place: name)
            }
            credential = .token(checked, expiresAt: supplied.expiresAt)
        }
        return .found(
            ResolvedCredential(credential, origin: name, projectID: supplied.projectID).with(surroundings)
        )
    }
}
