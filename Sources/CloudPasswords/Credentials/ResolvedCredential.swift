/// A credential and what its source knew beside it.
public struct ResolvedCredential: Sendable {
    /// The credential itself.
    public var credential: Credential
    /// Where it came from, as messages call it: `the environment (OS_TOKEN)`.
    public var origin: String
    /// The id of the project that it is for.
    public var projectID: String?
    /// The id of the region that it is for: `eu-west-101`.
    public var region: String?
    /// The address of the compute API.
    public var endpoint: String?
    /// The address of the identity service.
    public var identityEndpoint: String?

    /// Puts a credential together with what is known beside it.
    public init(
        _ credential: Credential,
        origin: String,
        projectID: String? = nil,
        region: String? = nil,
        endpoint: String? = nil,
        identityEndpoint: String? = nil
    ) {
        self.credential = credential
        self.origin = origin
        self.projectID = projectID
        self.region = region
        self.endpoint = endpoint
        self.identityEndpoint = identityEndpoint
    }

    /// The same with what is configured beside it, which goes before what the credential's issuer told.
    func with(_ surroundings: CredentialSurroundings) -> ResolvedCredential {
        var result = self
        result.projectID = surroundings.projectID ?? projectID
        result.region = surroundings.region ?? region
        result.endpoint = surroundings.endpoint ?? endpoint
        result.identityEndpoint = surroundings.identityEndpoint ?? identityEndpoint
        return result
    }
}
