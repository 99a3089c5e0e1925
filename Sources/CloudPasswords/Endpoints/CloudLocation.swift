/// Where the cloud is, as far as somebody has said so; the rest is found out when the first request needs it.
///
/// What is given here goes before what comes with the credential.
public struct CloudLocation: Sendable, Equatable {
    /// The address of the compute API.
    public var endpoint: String?
    /// The address of the identity service, IAM or Keystone.
    public var identityEndpoint: String?
    /// The id of the region, which gives both addresses: `eu-west-101`.
    public var region: String?
    /// The id of the project that the servers belong to.
    public var projectID: String?

    /// Addresses of regions that go before those of the table; nil when there are none.
    public var regionFile: RegionFile?

    /// Puts together what is known.
    public init(
        endpoint: String? = nil,
        identityEndpoint: String? = nil,
        region: String? = nil,
        projectID: String? = nil,
        regionFile: RegionFile? = nil
    ) {
        self.endpoint = endpoint
        self.identityEndpoint = identityEndpoint
        self.region = region
        self.projectID = projectID
        self.regionFile = regionFile
    }
}
