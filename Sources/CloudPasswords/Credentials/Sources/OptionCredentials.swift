public import AutomationCore

/// What an embedding program, or the command line, gives explicitly: asked first.
public struct OptionCredentials: CredentialSource {
    public let name = "the options"
    private let options: CredentialOptions
    private let service: IdentityService

    /// Makes the source.
    public init(_ options: CredentialOptions, world: World) {
        self.options = options
        service = IdentityService(world: world)
    }

    public func resolve() async throws -> CredentialAnswer {
        let around = options.surroundings
        switch options.kind {
        case nil:
            return .notConfigured("no credential was given")
        case .token(let token):
            _ = try token.withExposedText { try Credential.token($0, place: name) }
            return .found(ResolvedCredential(.token(token, expiresAt: nil), origin: name).with(around))
        case .accessKey(let key):
            return .found(ResolvedCredential(.accessKey(key, expiresAt: nil), origin: name).with(around))
        case .iamPassword(let user, let password, let project):
            return try await IAMPasswordCredentials(
                user: user,
                password: password,
                region: around.region,
                project: project ?? around.projectID.map { .id($0) },
                endpoint: around.identityEndpoint.map { ($0, "the identity endpoint") },
                name: name,
                service: service
            ).resolve().with(around)
        case .keystone(let method, let project):
            guard let address = around.identityEndpoint else {
                throw AutomationError(.authentication, "\(name): Keystone needs the address of the identity service")
            }
            return try await KeystoneCredentials(
                authURL: (address, "the identity endpoint"),
                method: method,
                project: project ?? around.projectID.map { .id($0) },
                region: around.region,
                interface: "public",
                name: name,
                service: service
            ).resolve().with(around)
        }
    }
}
