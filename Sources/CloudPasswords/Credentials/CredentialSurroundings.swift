/// What is configured beside a credential, whatever sort of credential it is.
public struct CredentialSurroundings: Sendable, Equatable {
    /// The id of the project that the servers belong to.
    public var projectID: String?
    /// The id of the region: `eu-west-101`.
    public var region: String?
    /// The address of the compute API.
    public var endpoint: String?
    /// The address of the identity service.
    public var identityEndpoint: String?

    /// Puts together what is known.
    public init(
        projectID: String? = nil,
        region: String? = nil,
        endpoint: String? = nil,
        identityEndpoint: String? = nil
    ) {
        self.projectID = projectID
        self.region = region
        self.endpoint = endpoint
        self.identityEndpoint = identityEndpoint
    }
}
