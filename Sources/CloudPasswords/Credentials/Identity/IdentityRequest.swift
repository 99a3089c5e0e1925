/// Everything that is needed to ask an identity service for a token.
struct IdentityRequest: Sendable {
    /// The identity service's address, with or without `/v3`.
    var address: String
    /// Where the address was configured, for errors: `OS_AUTH_URL`.
    var addressPlace: String
    /// Who asks.
    var method: IdentityMethod
    /// What for; nil for an application credential, which knows it, or for a user's default project.
    var project: IdentityProject?
    /// The region whose compute API is looked up in the catalog.
    var region: String?
    /// Which of the endpoints in the catalog is meant: `public`, `internal` or `admin`.
    var interface: String
    /// Whether the catalog is wanted. Huawei Cloud's is large, and its endpoints are known by the region.
    var wantsCatalog: Bool
}
