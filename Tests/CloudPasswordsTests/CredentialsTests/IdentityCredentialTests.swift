import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

/// Passwords and application credentials, exchanged for tokens.
struct IdentityCredentialTests {
    private static let password = Secret(CredentialFixture.password)
    private static let user = IdentityUser.name("ops", domain: .name("acme"))

    /// The answer of the IAM API reference's example.
    private static let issued = CredentialFixture.json(
        201,
        #"""
        {"token":{"expires_at":"2020-01-04T09:05:22.701000Z","issued_at":"2020-01-03T09:05:22.701000Z",
        "methods":["password"],"project":{"domain":{"id":"d","name":"acme"},"id":"p1","name":"cn-north-4"},"catalog":[]}}
        """#,
        headers: ["X-Subject-Token": CredentialFixture.token]
    )

    private static func body(_ request: TransportRequest?) -> String {
        String(decoding: request?.body ?? [], as: UTF8.self)
    }

    private static func iam(_ fixture: CredentialFixture, region: String? = "cn-north-4") -> IAMPasswordCredentials {
        IAMPasswordCredentials(user: user, password: password, region: region, world: fixture.world)
    }

    @Test func `IAM is asked as its reference says, and answers with a token in a header`() throws {
        let fixture = CredentialFixture { _, _ in Self.issued }
        let found = try fixture.found(Self.iam(fixture))
        #expect(found.tokenText == CredentialFixture.token)
        // The token's life counts from when it was issued by the service's clock, which is years behind here.
        #expect(found.credential.expiresAt == CredentialFixture.start.addingTimeInterval(86_400))
        #expect(found.projectID == "p1")
        #expect(found.region == "cn-north-4")
        #expect(found.identityEndpoint == "https://iam.cn-north-4.myhuaweicloud.com")
        let request = try #require(fixture.transport.requests.first)
        #expect(request.description == "POST https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens")
        #expect(request.head.path == "/v3/auth/tokens?nocatalog=true")
        #expect(request.head.headerFields[.contentType] == "application/json;charset=utf8")
        #expect(
            Self.body(request)
                == #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"acme"},"#
                + #""name":"ops","password":"PASS-SECRET-\"x"}}},"scope":{"project":{"name":"cn-north-4"}}}}"#
        )
        #expect(CredentialFixture.isClean(found))
        #expect(CredentialFixture.isClean(Self.iam(fixture)))
    }

    @Test(
        arguments: [
            ("eu-west-101", "https://iam.eu-west-101.myhuaweicloud.eu"),
            ("cn-north-4", "https://iam.cn-north-4.myhuaweicloud.com"), (nil, "https://iam.myhuaweicloud.com"),
        ] as [(String?, String)]
    )
    func `IAM is where the region is`(region: String?, expected: String) throws {
        #expect(IAMPasswordCredentials.endpoint(region: region) == expected)
        let fixture = CredentialFixture { _, _ in Self.issued }
        _ = try fixture.found(Self.iam(fixture, region: region))
        #expect(fixture.transport.lines == ["POST \(expected)/v3/auth/tokens"])
        #expect(Self.body(fixture.transport.requests.first).contains("scope") == (region != nil))
    }

    @Test func `the environment's user and password are exchanged, for the project that it names`() throws {
        let fixture = CredentialFixture { _, _ in Self.issued }
        let environment = [
            "HW_USER_NAME": "ops", "HW_USER_PASSWORD": CredentialFixture.password, "HW_DOMAIN_NAME": "acme",
            "HW_REGION_NAME": "cn-north-4", "HW_PROJECT_NAME": "cn-north-4_sub",
            "HW_AUTH_URL": "https://iam.example/v3/",
        ]
        let found = try fixture.found(EnvironmentCredentials(environment, world: fixture.world))
        #expect(found.origin == "the environment (HW_USER_NAME)")
        #expect(fixture.transport.lines == ["POST https://iam.example/v3/auth/tokens"])
        #expect(Self.body(fixture.transport.requests.first).contains(#""project":{"name":"cn-north-4_sub"}"#))
    }

    @Test(arguments: [
        (
            ["OS_USERNAME": "ops", "OS_PASSWORD": "s", "OS_USER_DOMAIN_NAME": "Default", "OS_TENANT_NAME": "web"],
            #""password":{"user":{"domain":{"name":"Default"},"name":"ops","password":"s"}}},"#
                + #""scope":{"project":{"domain":{"name":"Default"},"name":"web"}}}}"#
        ),
        (
            ["OS_APPLICATION_CREDENTIAL_ID": "a1", "OS_APPLICATION_CREDENTIAL_SECRET": "s"],
            #""application_credential":{"id":"a1","secret":"s"},"methods":["application_credential"]}}}"#
        ),
    ])
    func `OpenStack's variables are exchanged at the address among them`(
        variables: [String: String],
        expected: String
    ) throws {
        let fixture = CredentialFixture { _, _ in Self.issued }
        let environment = variables.merging(["OS_AUTH_URL": "https://keystone.example/v3"]) { $1 }
        let found = try fixture.found(EnvironmentCredentials(environment, world: fixture.world))
        #expect(found.tokenText == CredentialFixture.token)
        #expect(found.identityEndpoint == "https://keystone.example/v3")
        #expect(fixture.transport.lines == ["POST https://keystone.example/v3/auth/tokens"])
        #expect(Self.body(fixture.transport.requests.first).hasSuffix(expected))
    }

    @Test(
        arguments: [
            (
                IdentityMethod.password(.id("u1"), Secret("s")), IdentityProject.name("web", domain: .id("default")),
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u1","password":"s"}}},"#
                    + #""scope":{"project":{"domain":{"id":"default"},"name":"web"}}}}"#
            ),
            (
                .password(.name("ops", domain: .id("default")), Secret("s")), .id("p1"),
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"id":"default"},"name":"ops","#
                    + #""password":"s"}}},"scope":{"project":{"id":"p1"}}}}"#
            ),
            (
                .applicationCredential(.id("a1"), Secret("s")), .id("p1"),
                #"{"auth":{"identity":{"application_credential":{"id":"a1","secret":"s"},"#
                    + #""methods":["application_credential"]}}}"#
            ),
            (
                .applicationCredential(.name("ci", user: .id("u1")), Secret("s")), nil,
                #"{"auth":{"identity":{"application_credential":{"name":"ci","secret":"s","user":{"id":"u1"}},"#
                    + #""methods":["application_credential"]}}}"#
            ),
        ] as [(IdentityMethod, IdentityProject?, String)]
    )
    func `Keystone is asked as its reference says`(
        method: IdentityMethod,
        project: IdentityProject?,
        expected: String
    ) throws {
        let fixture = CredentialFixture { _, _ in Self.issued }
        let source = KeystoneCredentials(
            authURL: "https://cloud.example:5000/identity/v3",
            method: method,
            project: project,
            world: fixture.world
        )
        _ = try fixture.found(source)
        let request = try #require(fixture.transport.requests.first)
        #expect(request.head.path == "/identity/v3/auth/tokens")
        #expect(request.head.authority == "cloud.example:5000")
        #expect(Self.body(request) == expected)
    }

    @Test(
        arguments: [
            ("RegionTwo", "public", "https://two"), (nil, "publicURL", "https://one"),
            ("RegionTwo", "internal", "https://two-internal"), ("RegionThree", "public", nil),
        ] as [(String?, String, String?)]
    )
    func `the compute API is found in Keystone's catalog`(region: String?, interface: String, expected: String?) throws
    {
        let catalog = #"""
            [{"type":"identity","endpoints":[{"interface":"public","region":"RegionTwo","url":"https://no"}]},
            {"type":"compute","name":"nova","endpoints":[
            {"interface":"public","region":"RegionOne","region_id":"RegionOne","url":"https://one"},
            {"interface":"internal","region_id":"RegionTwo","url":"https://two-internal"},
            {"interface":"public","region":"RegionTwo","url":"https://two"}]}]
            """#
        let fixture = CredentialFixture { _, _ in
            CredentialFixture.json(
                201,
                #"{"token":{"expires_at":"2027-01-15T09:00:00Z","catalog":\#(catalog)}}"#,
                headers: ["X-Subject-Token": "t"]
            )
        }
        let source = KeystoneCredentials(
            authURL: "https://cloud.example:5000",
            method: .applicationCredential(.id("a1"), Secret("s")),
            region: region,
            interface: interface,
            world: fixture.world
        )
        let found = try fixture.found(source)
        #expect(found.endpoint == expected)
        // Without a date of issue the service's own date has to do.
        #expect(found.credential.expiresAt == CredentialFixture.start.addingTimeInterval(3600))
    }

    @Test(
        arguments: [
            (
                401, #"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#,
                "answered 401: The username or password is wrong.", nil, "the user name or password is wrong"
            ),
            (
                401, #"{"error_code":"IAM.0061","error_msg":"locked"}"#, "answered 401: locked", "IAM.0061",
                "the account is locked"
            ),
            (403, #"{"error_code":"IAM.0081","error_msg":"no"}"#, "answered 403: no", "IAM.0081", "log in by programs"),
            (404, "<html>", "answered 404", nil, "is it the address of the identity service"),
            (400, "", "answered 400", nil, "are the project and the domain right?"),
            (201, "{}", "answered without a token", nil, "is it the address of the identity service"),
        ] as [(Int, String, String, String?, String)]
    )
    func `a refusal says what and what to do, and is not repeated`(
        status: Int,
        body: String,
        message: String,
        code: String?,
        hint: String
    ) throws {
        let fixture = CredentialFixture { _, _ in
            CredentialFixture.json(status, body, headers: ["X-Request-Id": "r1"])
        }
        let error = try fixture.failure(Self.iam(fixture))
        #expect(error.message == "IAM user and password: https://iam.cn-north-4.myhuaweicloud.com \(message)")
        #expect(error.code == code)
        #expect(error.requestID == (status == 201 ? nil : "r1"))
        #expect(error.status == nil)
        #expect(error.hint?.contains(hint) == true)
        #expect(!error.isRetryable)
        #expect(fixture.transport.requests.count == 1)
    }

    @Test func `a password that the service echoes is hidden`() throws {
        let fixture = CredentialFixture { request, _ in
            CredentialFixture.json(400, #"{"code":"PASS-SECRET-\"x","message":"what is PASS-SECRET-\"x?"}"#)
        }
        let error = try fixture.failure(Self.iam(fixture))
        #expect(error.message.hasSuffix("answered 400: what is <secret>?"))
    }

    @Test func `what passes by itself is tried three times`() throws {
        let lucky = CredentialFixture { _, number in
            switch number {
            case 1: throw TransportError(.connectionLost)
            case 2: return CredentialFixture.json(503, "")
            default: return Self.issued
            }
        }
        #expect(try lucky.found(Self.iam(lucky)).tokenText == CredentialFixture.token)
        #expect(lucky.transport.requests.count == 3)
        #expect(lucky.simulation.clock.now.offset <= .seconds(3))
        let down = CredentialFixture { _, _ in throw TransportError(.timedOut) }
        let error = try down.failure(Self.iam(down))
        #expect(error.isRetryable)
        #expect(
            error.message
                == "IAM user and password: no answer from https://iam.cn-north-4.myhuaweicloud.com: no answer in time"
        )
        #expect(down.transport.requests.count == 3)
        let insecure = CredentialFixture { _, _ in throw TransportError(.tlsFailed) }
        #expect(try !insecure.failure(Self.iam(insecure)).isRetryable)
        #expect(insecure.transport.requests.count == 1)
    }

    @Test func `a proxy that refuses is asked once, and the hint is about the proxy`() throws {
        let refused = TransportError(.proxyRefused, detail: "the proxy http://p:3128 refuses the user name or password")
        let fixture = CredentialFixture { _, _ in throw refused }
        let error = try fixture.failure(Self.iam(fixture))
        #expect(fixture.transport.requests.count == 1)
        #expect(!error.isRetryable)
        #expect(error.message.contains("refused by the proxy (the proxy http://p:3128 refuses"))
        #expect(error.hint?.contains("--proxy or HTTPS_PROXY") == true)
        #expect(error.hint?.contains("identity service") == false)
    }

    @Test(arguments: [301, 302, 307, 308])
    func `a redirect of the identity service is refused, and the error says where to and what to do`(status: Int) throws
    {
        let fixture = CredentialFixture { _, _ in
            CredentialFixture.json(
                status,
                "",
                headers: ["Location": "https://sso.example/login?t=\(CredentialFixture.token)"]
            )
        }
        let error = try fixture.failure(Self.iam(fixture))
        #expect(
            error.message.hasSuffix("answered \(status) with a redirect to https://sso.example, which is not followed")
        )
        #expect(error.hint?.contains("if https://sso.example is the API's, give it as the identity endpoint") == true)
        #expect(fixture.transport.requests.count == 1)
        let nowhere = CredentialFixture { _, _ in CredentialFixture.json(status, "") }
        #expect(
            try nowhere.failure(Self.iam(nowhere)).hint?.contains("is it the address of the identity service") == true
        )
    }

    @Test func `a password that was refused twice is not sent a third time, for it would lock the account`() throws {
        let fixture = CredentialFixture { _, _ in CredentialFixture.json(401, "") }
        let source = Self.iam(fixture)
        for _ in 1...2 { _ = try fixture.failure(source) }
        let error = try fixture.failure(source)
        #expect(error.message.hasSuffix("the user name or password was refused 2 times and is not sent again"))
        #expect(fixture.transport.requests.count == 2)
    }
}
