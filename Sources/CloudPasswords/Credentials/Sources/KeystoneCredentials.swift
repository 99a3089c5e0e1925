public import AutomationCore

/// A password or an application credential of OpenStack's Keystone, exchanged for a token.
///
/// Source: OpenStack Identity API v3, "Authentication and token management".
public struct KeystoneCredentials: CredentialSource {
    public let name: String
    private let request: IdentityRequest
    private let service: IdentityService

    /// Makes the source.
    ///
    /// - Parameters:
    ///   - authURL: the address of Keystone, with or without `/v3`.
    ///   - project: what the token is for; nil for an application credential, which belongs to one project.
    ///   - region: the region whose compute API is looked up in the catalog; nil for the first.
    ///   - interface: which endpoint of the catalog is used: `public`, `internal` or `admin`.
    public init(
        authURL: String,
        method: IdentityMethod,
        project: IdentityProject? = nil,
        region: String? = nil,
        interface: String = "public",
        name: String = "Keystone",
        world: World
    ) {
        self.init(
            authURL: (authURL, "the Keystone address"),
            method: method,
            project: project,
            region: region,
            interface: interface,
            name: name,
            service: IdentityService(world: world)
        )
    }

    init(
        authURL: (address: String, place: String),
        method: IdentityMethod,
        project: IdentityProject?,
        region: String?,
        interface: String,
        name: String,
        service: IdentityService
    ) {
        self.name = name
        self.service = service
        request = IdentityRequest(
            address: authURL.address,
            addressPlace: authURL.place,
            method: method,
            project: project,
            region: region,
            // Older files write publicURL for public.
            interface: interface.hasSuffix("URL") ? String(interface.dropLast(3)) : interface,
            wantsCatalog: true
        )
    }

    public func resolve() async throws -> CredentialAnswer {
        .found(try await service.token(request, origin: name))
    }
}
