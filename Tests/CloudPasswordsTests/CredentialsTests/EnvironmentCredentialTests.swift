import AutomationCore
import CloudPasswords
import Testing

struct EnvironmentCredentialTests {
    private static let id = CredentialFixture.keyID
    private static let secret = CredentialFixture.secretKey
    private static let token = CredentialFixture.token

    @Test(arguments: ["HUAWEICLOUD_SDK_AK HUAWEICLOUD_SDK_SK", "HW_ACCESS_KEY HW_SECRET_KEY"])
    func `an access key is found in both families`(names: String) throws {
        let names = names.split(separator: " ").map(String.init)
        let fixture = CredentialFixture()
        let found = try fixture.found(
            EnvironmentCredentials([names[0]: Self.id, names[1]: Self.secret], world: fixture.world)
        )
        #expect(found.keyText == "\(Self.id) \(Self.secret)")
        #expect(found.origin == "the environment (\(names[0]))")
        #expect(found.projectID == nil)
    }

    @Test func `a temporary key comes with its security token, and with what the SDKs know beside it`() throws {
        let fixture = CredentialFixture()
        let environment = [
            "HUAWEICLOUD_SDK_AK": Self.id, "HUAWEICLOUD_SDK_SK": Self.secret,
            "HUAWEICLOUD_SDK_SECURITY_TOKEN": CredentialFixture.securityToken, "HUAWEICLOUD_SDK_PROJECT_ID": "p1",
            "HUAWEICLOUD_SDK_IAM_ENDPOINT": "https://iam.example",
            "HUAWEICLOUD_SDK_REGION_ECS_CN_NORTH_4": "https://ecs.example,https://other.example",
        ]
        let found = try fixture.found(EnvironmentCredentials(environment, world: fixture.world))
        #expect(found.keyText == "\(Self.id) \(Self.secret) \(CredentialFixture.securityToken)")
        #expect(found.projectID == "p1")
        #expect(found.region == "cn-north-4")
        #expect(found.endpoint == "https://ecs.example")
        #expect(found.identityEndpoint == "https://iam.example")
    }

    @Test(arguments: ["LATCHKEY_TOKEN", "HW_AUTH_TOKEN", "OS_TOKEN", "OS_AUTH_TOKEN"])
    func `a ready token is found`(variable: String) throws {
        let fixture = CredentialFixture()
        let found = try fixture.found(EnvironmentCredentials([variable: Self.token], world: fixture.world))
        #expect(found.tokenText == Self.token)
        #expect(found.credential.expiresAt == nil)
    }

    @Test func `families go in order, and each in the order token, key, password`() throws {
        let fixture = CredentialFixture()
        var environment = [
            "OS_TOKEN": "os", "HW_ACCESS_KEY": Self.id, "HW_SECRET_KEY": "hw", "HW_AUTH_TOKEN": "hwtoken",
            "HUAWEICLOUD_SDK_AK": Self.id, "HUAWEICLOUD_SDK_SK": "sdk", "LATCHKEY_TOKEN": "latchkey",
        ]
        var found: [String?] = []
        for variable in ["LATCHKEY_TOKEN", "HUAWEICLOUD_SDK_AK", "HW_AUTH_TOKEN", "HW_ACCESS_KEY", "OS_TOKEN"] {
            let credential = try fixture.found(EnvironmentCredentials(environment, world: fixture.world))
            found.append(credential.tokenText ?? credential.keyText)
            environment[variable] = nil
            if variable.hasSuffix("_AK") { environment["HUAWEICLOUD_SDK_SK"] = nil }
            if variable.hasSuffix("_KEY") { environment["HW_SECRET_KEY"] = nil }
        }
        #expect(found == ["latchkey", "\(Self.id) sdk", "hwtoken", "\(Self.id) hw", "os"])
    }

    @Test(arguments: [
        [:], ["OS_TOKEN": "", "HW_ACCESS_KEY": ""], ["OS_PROJECT_ID": "p", "OS_AUTH_URL": "https://h/v3"],
        ["HW_REGION_NAME": "cn-north-4"],
    ])
    func `nothing, empty variables and mere surroundings are no credential`(environment: [String: String]) throws {
        let fixture = CredentialFixture()
        let reason = try fixture.reason(EnvironmentCredentials(environment, world: fixture.world))
        #expect(reason?.hasPrefix("none of LATCHKEY_TOKEN, HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY") == true)
        #expect(fixture.transport.requests.isEmpty)
    }

    @Test func `OS_CLOUD means clouds.yaml, so that the other variables of its family do not count`() throws {
        let fixture = CredentialFixture()
        let environment = ["OS_CLOUD": "prod", "OS_TOKEN": Self.token]
        let reason = try fixture.reason(EnvironmentCredentials(environment, world: fixture.world))
        #expect(reason?.hasSuffix("and OS_CLOUD points to clouds.yaml") == true)
    }

    @Test(
        arguments: [
            (["HUAWEICLOUD_SDK_AK": id], "HUAWEICLOUD_SDK_AK is set and HUAWEICLOUD_SDK_SK is not"),
            (["HW_SECRET_KEY": secret], "HW_SECRET_KEY is set and HW_ACCESS_KEY is not"),
            (["HW_USER_NAME": "u"], "HW_USER_NAME is set and HW_USER_PASSWORD is not"),
            (["HW_USER_PASSWORD": "p"], "HW_USER_PASSWORD is set and HW_USER_NAME is not"),
            (["HW_USER_NAME": "u", "HW_USER_PASSWORD": "p"], "HW_USER_NAME is set and HW_DOMAIN_NAME is not"),
            (["HUAWEICLOUD_SDK_AK": id, "HUAWEICLOUD_SDK_SK": secret + "\n"], "the secret access key holds"),
            (["OS_TOKEN": token + " x"], "(OS_TOKEN): the token is empty, or holds a character"),
            (["OS_USERNAME": "u"], "OS_PASSWORD is not set"),
            (["OS_USERNAME": "u", "OS_PASSWORD": "p"], "OS_USER_DOMAIN_NAME is not set"),
            (["OS_USER_ID": "u", "OS_PASSWORD": "p"], "OS_AUTH_URL is not set"),
            (["OS_PASSWORD": "p"], "OS_USERNAME is not set"),
            (["OS_APPLICATION_CREDENTIAL_ID": "i"], "OS_APPLICATION_CREDENTIAL_SECRET is not set"),
            (["OS_AUTH_TYPE": "v3oidcpassword"], "OS_AUTH_TYPE is none of"),
            (
                ["OS_USER_ID": "u", "OS_PASSWORD": "p", "OS_AUTH_URL": "https://h", "OS_IDENTITY_API_VERSION": "2.0"],
                "OS_IDENTITY_API_VERSION asks for another version"
            ),
            (
                ["OS_USER_ID": "u", "OS_PASSWORD": "p", "OS_AUTH_URL": "not an address"],
                "OS_AUTH_URL is not an address"
            ),
            (
                ["OS_USER_ID": "u", "OS_PASSWORD": "p", "OS_AUTH_URL": "https://h/v2.0"],
                "OS_AUTH_URL is an address of the Identity API v2.0"
            ),
        ] as [([String: String], String)]
    )
    func `half of one, or a malformed one, is an error that names the variable`(
        environment: [String: String],
        expected: String
    ) throws {
        let fixture = CredentialFixture()
        let error = try fixture.failure(EnvironmentCredentials(environment, world: fixture.world))
        #expect(error.message.hasPrefix("the environment"))
        #expect(error.message.contains(expected))
        #expect(fixture.transport.requests.isEmpty)
    }
}
