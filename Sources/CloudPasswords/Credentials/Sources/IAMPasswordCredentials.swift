public import AutomationCore

/// A user and password of Huawei Cloud's IAM, exchanged for a token that lives 24 hours.
///
/// Source: IAM API reference, "Obtaining a User Token Through Password Authentication".
public struct IAMPasswordCredentials: CredentialSource {
    public let name: String
    private let request: IdentityRequest
    private let service: IdentityService

    /// Makes the source.
    ///
    /// - Parameters:
    ///   - user: an IAM user; the account itself, a HUAWEI ID, gets no tokens.
    ///   - region: the region's id, which is also the name of the region's own project.
    ///   - project: what the token is for; nil for the region's own project.
    ///   - endpoint: the address of IAM; nil for the region's.
    public init(
        user: IdentityUser,
        password: Secret,
        region: String?,
        project: IdentityProject? = nil,
        endpoint: String? = nil,
        name: String = "IAM user and password",
        world: World
    ) {
        self.init(
            user: user,
            password: password,
            region: region,
            project: project,
            endpoint: endpoint.map { ($0, "the IAM endpoint") },
            name: name,
            service: IdentityService(world: world)
        )
    }

    init(
        user: IdentityUser,
        password: Secret,
        region: String?,
        project: IdentityProject?,
        endpoint: (address: String, place: String)?,
        name: String,
        service: IdentityService
    ) {
        self.name = name
        self.service = service
        request = IdentityRequest(
            address: endpoint?.address ?? Self.endpoint(region: region),
            addressPlace: endpoint?.place ?? "the region",
            method: .password(user, password),
            project: project ?? region.map { .name($0, domain: nil) },
            region: region,
            interface: "public",
            wantsCatalog: false
        )
    }

    /// The address of IAM for a region; without one, the address that serves all regions of the site.
    ///
    /// Regions `eu-west-1xx` belong to the European site, which has a domain of its own.
    public static func endpoint(region: String?) -> String {
        guard let region else { return "https://iam.myhuaweicloud.com" }
        return "https://iam.\(region).myhuaweicloud.\(region.hasPrefix("eu-west-1") ? "eu" : "com")"
    }

    public func resolve() async throws -> CredentialAnswer {
        .found(try await service.token(request, origin: name))
    }
}
