extension IssuedToken {
    /// The token as it is shown; its text is in a header. Source: IAM API reference, answer to `POST /v3/auth/tokens`.
    func body(in configuration: SimulatorConfiguration, catalog: ServiceCatalog?) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }

        add("expires_at", .string(CloudDate.toTheMicrosecond(expiresAt)))
        add("methods", .array(methods.map(JSONValue.string)))
        if let catalog { add("catalog", catalog.body) }
        add("roles", [["id": "0", "name": "te_admin"]])
        switch scope {
        case .account: add("domain", domain)
        case .project:
            add(
                "project",
                ["domain": domain, "id": .string(configuration.projectID), "name": .string(configuration.region)]
            )
        }
        add("issued_at", .string(CloudDate.toTheMicrosecond(issuedAt)))
        add(
            "user",
            ["domain": domain, "id": .string(user.id), "name": .string(user.name), "password_expires_at": ""]
        )
        return ["token": .object(members)]
    }

    private var domain: JSONValue { ["id": .string(user.domainID), "name": .string(user.domainName)] }
}
