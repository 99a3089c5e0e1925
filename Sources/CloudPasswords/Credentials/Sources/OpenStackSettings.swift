import AutomationCore

/// The settings of one OpenStack cloud by the names that `clouds.yaml` has for them, wherever they were written.
///
/// Source: openstacksdk, "Configuring OpenStack SDK Applications"; keystoneauth, "Authentication Plugins".
struct OpenStackSettings: Sendable {
    /// What is read. Names on the right are older ones for the same.
    static let aliases = [
        "auth_type": [], "auth_url": [], "token": ["auth_token"], "username": ["user_name"], "user_id": [],
        "password": [], "user_domain_id": [], "user_domain_name": [], "project_id": ["tenant_id"],
        "project_name": ["tenant_name"], "project_domain_id": [], "project_domain_name": [], "domain_id": [],
        "domain_name": [], "default_domain_id": [], "default_domain_name": [], "application_credential_id": [],
        "application_credential_name": [], "application_credential_secret": [], "region_name": [],
        "interface": ["endpoint_type"], "identity_api_version": [], "compute_endpoint_override": [],
    ]

    /// What errors call the whole: `the environment`.
    let place: String
    /// What errors call a setting: `OS_AUTH_URL`.
    let label: @Sendable (String) -> String
    private let values: [String: String]

    /// Collects settings; `read` gets the names, aliases included.
    init(place: String, label: @escaping @Sendable (String) -> String, read: (String) -> String?) {
        self.place = place
        self.label = label
        values = Self.aliases.reduce(into: [:]) { values, entry in
            let found = ([entry.key] + entry.value).lazy.compactMap(read).first { !$0.isEmpty }
            values[entry.key] = found
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    /// What is configured beside the credential.
    var surroundings: CredentialSurroundings {
        CredentialSurroundings(
            projectID: self["project_id"],
            region: self["region_name"],
            endpoint: self["compute_endpoint_override"],
            identityEndpoint: self["auth_url"]
        )
    }

    /// Gets the credential that is configured; nil when none is.
    func credential(_ service: IdentityService) async throws -> ResolvedCredential? {
        guard let method = try method() else { return nil }
        guard case .exchange(let method) = method else {
            guard let text = self["token"] else { throw missing("token") }
            let token = try Credential.token(text, place: "\(place) (\(label("token")))")
            return ResolvedCredential(.token(token, expiresAt: nil), origin: place).with(surroundings)
        }
        guard let address = self["auth_url"] else { throw missing("auth_url") }
        if let version = self["identity_api_version"], version != "3", !version.hasPrefix("3.") {
            throw error("\(label("identity_api_version")) asks for another version of the Identity API than 3")
        }
        let source = KeystoneCredentials(
            authURL: (address, label("auth_url")),
            method: method,
            project: try project(),
            region: self["region_name"],
            interface: self["interface"] ?? "public",
            name: place,
            service: service
        )
        guard case .found(let credential) = try await source.resolve() else { return nil }
        return credential.with(surroundings)
    }

    private enum Method {
        case ready
        case exchange(IdentityMethod)
    }

    /// Which credential is configured: by the type that is named, else by what is there.
    private func method() throws -> Method? {
        switch self["auth_type"] {
        case "token", "v3token": return .ready
        case "v3applicationcredential": return .exchange(try applicationCredential())
        case "password" where self["token"] == nil, "v3password": return .exchange(try password())
        case nil, "password": break
        default:
            throw error(
                "\(label("auth_type")) is none of password, v3password, v3applicationcredential, token and v3token"
            )
        }
        if self["token"] != nil { return .ready }
        if self["application_credential_id"] != nil || self["application_credential_secret"] != nil {
            return .exchange(try applicationCredential())
        }
        if self["password"] != nil || self["username"] != nil || self["user_id"] != nil {
            return .exchange(try password())
        }
        return nil
    }

    private func password() throws -> IdentityMethod {
        guard let password = self["password"] else { throw missing("password") }
        return .password(try user(), Secret(password))
    }

    private func applicationCredential() throws -> IdentityMethod {
        guard let secret = self["application_credential_secret"] else { throw missing("application_credential_secret") }
        if let id = self["application_credential_id"] { return .applicationCredential(.id(id), Secret(secret)) }
        guard let name = self["application_credential_name"] else { throw missing("application_credential_id") }
        return .applicationCredential(.name(name, user: try user()), Secret(secret))
    }

    private func user() throws -> IdentityUser {
        if let id = self["user_id"] { return .id(id) }
        guard let name = self["username"] else { throw missing("username") }
        guard let domain = domain("user_domain") ?? domain("domain") ?? domain("default_domain") else {
            throw missing("user_domain_name")
        }
        return .name(name, domain: domain)
    }

    private func project() throws -> IdentityProject? {
        if let id = self["project_id"] { return .id(id) }
        guard let name = self["project_name"] else { return nil }
        let domain =
            domain("project_domain") ?? domain("domain") ?? domain("default_domain") ?? domain("user_domain")
        guard domain != nil else { throw missing("project_domain_name") }
        return .name(name, domain: domain)
    }

    private func domain(_ name: String) -> IdentityDomain? {
        self[name + "_id"].map { .id($0) } ?? self[name + "_name"].map { .name($0) }
    }

    private func missing(_ name: String) -> AutomationError {
        error("\(label(name)) is not set, and what else is set needs it")
    }

    private func error(_ message: String) -> AutomationError {
        AutomationError(.authentication, "\(place): \(message)")
    }
}
