import CloudSimulator

/// Where a simulated cloud is, and with what one gets in.
struct SimulatedAccess: Encodable {
    struct AccessKey: Encodable {
        var id = SimulatorConfiguration.defaultAccessKeyID
        var secret = SimulatorConfiguration.defaultSecretAccessKey
    }

    struct User: Encodable {
        var name = SimulatorConfiguration.defaultUser
        var password = SimulatorConfiguration.defaultPassword
        var domain = SimulatorConfiguration.defaultDomain
    }

    struct ApplicationCredential: Encodable {
        var id = SimulatorConfiguration.defaultApplicationCredentialID
        var secret = SimulatorConfiguration.defaultApplicationCredentialSecret
    }

    var endpoint: String
    var identityEndpoint: String
    var region = SimulatorConfiguration.defaultRegion
    var project = SimulatorConfiguration.defaultProjectID
    var token = SimulatorConfiguration.defaultToken
    var accessKey = AccessKey()
    var user = User()
    var applicationCredential = ApplicationCredential()

    init(endpoint: String) {
        self.endpoint = endpoint
        identityEndpoint = endpoint + "/v3"
    }

    // The same words as in other tools' configuration files.
    enum CodingKeys: String, CodingKey {
        case endpoint, region, project, token, user
        case identityEndpoint = "identity_endpoint"
        case accessKey = "access_key"
        case applicationCredential = "application_credential"
    }
}
