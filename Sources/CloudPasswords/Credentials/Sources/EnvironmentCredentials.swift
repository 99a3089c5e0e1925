public import AutomationCore

/// Variables of the environment, in the three families that clients of these clouds read: `HUAWEICLOUD_SDK_*` of the
/// SDKs, `HW_*` of the Terraform provider, `OS_*` of OpenStack's tools.
///
/// The families are looked at in this order, each as a whole: half of one is an error, not a reason to take the next.
/// Within a family a ready token goes before an access key, and that before a password.
///
/// When `OS_CLOUD` is set, it says that `clouds.yaml` is meant, and the `OS_*` family is left out.
public struct EnvironmentCredentials: CredentialSource {
    public let name = "the environment"
    private let environment: CredentialEnvironment
    private let service: IdentityService

    /// Looks into a copy of the environment.
    public init(_ environment: [String: String], world: World) {
        self.environment = CredentialEnvironment(environment)
        service = IdentityService(world: world)
    }

    public func resolve() async throws -> CredentialAnswer {
        if let credential = try token(["LATCHKEY_TOKEN"], OpenStackSettings(environment).surroundings) {
            return .found(credential)
        }
        if let credential = try sdkCredential() { return .found(credential) }
        if let credential = try await terraformCredential() { return .found(credential) }
        let families = "HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY, HW_USER_NAME"
        if environment["OS_CLOUD"] != nil {
            return .notConfigured("none of \(families) is set, and OS_CLOUD points to clouds.yaml")
        }
        if let credential = try await OpenStackSettings(environment).credential(service) { return .found(credential) }
        return .notConfigured(
            "none of LATCHKEY_TOKEN, \(families), OS_TOKEN, OS_USERNAME and OS_APPLICATION_CREDENTIAL_ID is set"
        )
    }

    /// What the SDKs read.
    private func sdkCredential() throws -> ResolvedCredential? {
        let (endpoint, region) = sdkEndpoint()
        return try accessKey(
            (id: "HUAWEICLOUD_SDK_AK", secret: "HUAWEICLOUD_SDK_SK", token: "HUAWEICLOUD_SDK_SECURITY_TOKEN"),
            CredentialSurroundings(
                projectID: environment["HUAWEICLOUD_SDK_PROJECT_ID"],
                region: region,
                endpoint: endpoint,
                identityEndpoint: environment["HUAWEICLOUD_SDK_IAM_ENDPOINT"]
            )
        )
    }

    /// `HUAWEICLOUD_SDK_REGION_ECS_CN_NORTH_4=https://...[,https://...]`, when there is one and no more than that.
    private func sdkEndpoint() -> (endpoint: String?, region: String?) {
        let prefix = "HUAWEICLOUD_SDK_REGION_ECS_"
        let names = environment.names(beginningWith: prefix)
        guard names.count == 1, let name = names.first, let value = environment[name] else { return (nil, nil) }
        let region = name.dropFirst(prefix.count).lowercased().replacing("_", with: "-")
        return (value.split(separator: ",").first.map(String.init), region)
    }

    /// What the Terraform provider reads.
    private func terraformCredential() async throws -> ResolvedCredential? {
        let around = CredentialSurroundings(
            projectID: environment["HW_PROJECT_ID"],
            region: environment["HW_REGION_NAME"],
            identityEndpoint: environment["HW_AUTH_URL"]
        )
        if let credential = try token(["HW_AUTH_TOKEN"], around) { return credential }
        let names = (id: "HW_ACCESS_KEY", secret: "HW_SECRET_KEY", token: "HW_SECURITY_TOKEN")
        if let credential = try accessKey(names, around) { return credential }
        let user = environment.first(["HW_USER_ID", "HW_USER_NAME"])
        guard user != nil || environment["HW_USER_PASSWORD"] != nil else { return nil }
        guard let user else { throw Credential.incomplete(name, has: "HW_USER_PASSWORD", lacks: "HW_USER_NAME") }
        guard let password = environment["HW_USER_PASSWORD"] else {
            throw Credential.incomplete(name, has: user.name, lacks: "HW_USER_PASSWORD")
        }
        let source = IAMPasswordCredentials(
            user: user.name == "HW_USER_ID" ? .id(user.value) : .name(user.value, domain: try terraformDomain()),
            password: Secret(password),
            region: around.region,
            project: around.projectID.map { .id($0) }
                ?? environment["HW_PROJECT_NAME"].map { .name($0, domain: nil) },
            endpoint: around.identityEndpoint.map { ($0, "HW_AUTH_URL") },
            name: "\(name) (\(user.name))",
            service: service
        )
        guard case .found(let credential) = try await source.resolve() else { return nil }
        return credential.with(around)
    }

    private func terraformDomain() throws -> IdentityDomain {
        if let id = environment["HW_DOMAIN_ID"] { return .id(id) }
        if let name = environment["HW_DOMAIN_NAME"] { return .name(name) }
        throw Credential.incomplete(name, has: "HW_USER_NAME", lacks: "HW_DOMAIN_NAME")
    }

    private func token(_ names: [String], _ around: CredentialSurroundings) throws -> ResolvedCredential? {
        guard let (variable, text) = environment.first(names) else { return nil }
        let origin = "\(name) (\(variable))"
        return ResolvedCredential(
            .token(try Credential.token(text, place: origin), expiresAt: nil),
            origin: origin
        ).with(around)
    }

    private func accessKey(
        _ names: (id: String, secret: String, token: String),
        _ around: CredentialSurroundings
    ) throws -> ResolvedCredential? {
        guard environment.first([names.id, names.secret]) != nil else { return nil }
        let key = try Credential.accessKey(
            id: environment[names.id],
            secret: environment[names.secret],
            securityToken: environment[names.token],
            names: (names.id, names.secret),
            place: name
        )
        return ResolvedCredential(.accessKey(key, expiresAt: nil), origin: "\(name) (\(names.id))").with(around)
    }
}

extension OpenStackSettings {
    /// The settings in the environment: `OS_AUTH_URL` for `auth_url`.
    init(_ environment: CredentialEnvironment) {
        self.init(
            place: "the environment",
            label: { "OS_" + $0.uppercased() },
            read: { environment["OS_" + $0.uppercased()] }
        )
    }
}
