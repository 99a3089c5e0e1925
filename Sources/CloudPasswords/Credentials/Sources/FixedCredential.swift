public import AutomationCore

/// A credential that is there already: what tests and embedding programs have.
public struct FixedCredential: CredentialSource {
    public let name: String
    private let credential: Credential

    /// Hands out `credential`, which came from `name`.
    public init(_ credential: Credential, name: String) {
        self.credential = credential
        self.name = name
    }

    /// Hands out a token whose end nobody knows.
    public init(token: Secret, name: String) {
        self.init(.token(token, expiresAt: nil), name: name)
    }

    public func resolve() async throws -> CredentialAnswer {
        .found(ResolvedCredential(credential, origin: name))
    }
}
