import AutomationCore
import CloudPasswords
import CloudSimulator
import Testing

struct CloudsYAMLCredentialTests {
    private static let home = "/home/ops/.config/openstack"
    private static let clouds = """
        defaults: &defaults
          auth: {auth_url: "https://keystone.example/v3"}
        clouds:
          my-cloud:
            auth:
              auth_url: https://keystone.example:5000/v3
              username: ops
              user_domain_name: Default
              project-name: web
              project_domain_name: Default
            region_name: RegionOne
            interface: internal
          application:
            <<: *defaults
            auth_type: v3applicationcredential
            auth:
              auth_url: https://app.example/v3
              application_credential_id: a1
              application_credential_secret: 0123
            regions: [{name: R1}, R2]
          ready:
            auth_type: token
            auth: {token: \(CredentialFixture.token), project_id: p9}
            compute_endpoint_override: https://nova.example
          merged:
            <<: *defaults
            auth_type: v3applicationcredential
          unknown: {auth_type: v3kerberos}
          empty:
            auth: {auth_url: https://x, password: ~}
        """
    private static let secure = "clouds: {my-cloud: {auth: {password: 012345}}}\n"

    private static func fixture(_ files: [String: String]) -> CredentialFixture {
        CredentialFixture(files: files) { _, _ in
            CredentialFixture.json(
                201,
                #"{"token":{"expires_at":"2027-01-16T08:00:00Z","project":{"id":"p1"},"catalog":[{"type":"compute","#
                    + #""endpoints":[{"interface":"internal","region":"RegionOne","url":"https://nova"}]}]}}"#,
                headers: ["X-Subject-Token": CredentialFixture.token]
            )
        }
    }

    private static func source(_ fixture: CredentialFixture, _ environment: [String: String]) -> CloudsYAMLCredentials {
        CloudsYAMLCredentials(
            environment: ["HOME": "/home/ops"].merging(environment) { $1 },
            files: fixture.files,
            world: fixture.world
        )
    }

    @Test func `a password in secure.yaml joins the rest in clouds.yaml`() throws {
        let fixture = Self.fixture([
            "\(Self.home)/clouds.yaml": Self.clouds, "/etc/openstack/secure.yaml": Self.secure,
        ])
        let found = try fixture.found(Self.source(fixture, ["OS_CLOUD": "my-cloud"]))
        #expect(found.tokenText == CredentialFixture.token)
        #expect(found.origin == "\(Self.home)/clouds.yaml, cloud \"my-cloud\"")
        #expect(found.projectID == "p1")
        #expect(found.region == "RegionOne")
        #expect(found.endpoint == "https://nova")
        #expect(found.identityEndpoint == "https://keystone.example:5000/v3")
        let body = String(decoding: fixture.transport.requests.first?.body ?? [], as: UTF8.self)
        // Digits stay the text that was written.
        #expect(body.contains(#""password":"012345""#))
        #expect(body.contains(#""scope":{"project":{"domain":{"name":"Default"},"name":"web"}}"#))
    }

    @Test func `an application credential is exchanged, a token is taken as it is`() throws {
        let fixture = Self.fixture(["./clouds.yaml": Self.clouds])
        let application = try fixture.found(Self.source(fixture, ["OS_CLOUD": "application"]))
        #expect(application.region == "R1")
        let request = try #require(fixture.transport.requests.first)
        #expect(request.description == "POST https://app.example/v3/auth/tokens")
        let body = String(decoding: request.body, as: UTF8.self)
        #expect(body.contains(#""application_credential":{"id":"a1","secret":"0123"}"#))
        let ready = try fixture.found(Self.source(fixture, ["OS_CLOUD": "ready", "OS_REGION_NAME": "R7"]))
        #expect(ready.tokenText == CredentialFixture.token)
        #expect(ready.credential.expiresAt == nil)
        #expect(ready.projectID == "p9")
        #expect(ready.region == "R7")
        #expect(ready.endpoint == "https://nova.example")
        #expect(fixture.transport.requests.count == 1)
    }

    @Test func `the first file counts: a variable, the folder, the user's, the system's`() throws {
        func cloud(_ token: String) -> String { "clouds: {only: {auth: {token: \(token)}}}" }
        var files = [
            "/named.yaml": cloud("named"), "./clouds.yaml": cloud("folder"), "\(Self.home)/clouds.yml": cloud("user"),
            "/etc/openstack/clouds.json": #"{"clouds":{"only":{"auth":{"token":"system"}}}}"#,
        ]
        var found: [String?] = []
        for path in ["/named.yaml", "./clouds.yaml", "\(Self.home)/clouds.yml", "/etc/openstack/clouds.json"] {
            let fixture = Self.fixture(files)
            let environment = files["/named.yaml"] == nil ? [:] : ["OS_CLIENT_CONFIG_FILE": "/named.yaml"]
            // The only cloud needs no name.
            found.append(try fixture.found(Self.source(fixture, environment)).tokenText)
            files[path] = nil
        }
        #expect(found == ["named", "folder", "user", "system"])
        let fixture = Self.fixture(["/xdg/openstack/clouds.yaml": cloud("xdg")])
        #expect(try fixture.found(Self.source(fixture, ["XDG_CONFIG_HOME": "/xdg"])).tokenText == "xdg")
    }

    @Test func `it is not in use when there is no file, or no choice among its clouds`() throws {
        let fixture = Self.fixture([:])
        #expect(
            try fixture.reason(Self.source(fixture, [:]))
                == "there is none in ., \(Self.home), /etc/xdg/openstack, /etc/openstack"
        )
        let second = Self.fixture(["./clouds.yaml": Self.clouds])
        #expect(try second.reason(Self.source(second, [:])) == "./clouds.yaml has 6 clouds; choose one with OS_CLOUD")
        let third = Self.fixture(["./clouds.yaml": ""])
        #expect(try third.reason(Self.source(third, [:])) == "./clouds.yaml has no clouds")
    }

    @Test(arguments: [
        ("gone", "./clouds.yaml has no cloud \"gone\", which OS_CLOUD names"),
        ("my-cloud", "./clouds.yaml, cloud \"my-cloud\": password is not set"),
        ("unknown", "./clouds.yaml, cloud \"unknown\": auth_type is none of"),
        ("merged", "./clouds.yaml, cloud \"merged\": application_credential_secret is not set"),
        ("empty", "./clouds.yaml, cloud \"empty\": there is neither a password nor"),
    ])
    func `what is wrong with a cloud is said`(cloud: String, expected: String) throws {
        let files = ["./clouds.yaml": Self.clouds.replacing("username: ops", with: "user_id: ops")]
        let fixture = Self.fixture(files)
        let source = Self.source(fixture, ["OS_CLOUD": cloud])
        if cloud == "my-cloud" {
            // Without any proof there is nothing to complain of but its absence.
            #expect(try fixture.failure(source).message == expected + ", and what else is set needs it")
        } else {
            #expect(try fixture.failure(source).message.hasPrefix(expected))
        }
        #expect(fixture.transport.requests.isEmpty)
    }

    @Test func `a file that is no YAML is an error that names the line and quotes nothing`() throws {
        let fixture = Self.fixture(["./clouds.yaml": "clouds:\n  a:\n\tpassword: \(CredentialFixture.secretKey)\n"])
        #expect(try fixture.failure(Self.source(fixture, [:])).message == "./clouds.yaml is not YAML: see line 3")
        let double = "clouds:\n  a: {x: 1}\n  a: {password: \(CredentialFixture.secretKey)}\n"
        let second = Self.fixture(["./clouds.yaml": double])
        #expect(try second.failure(Self.source(second, [:])).message.hasPrefix("./clouds.yaml is not YAML"))
        let third = Self.fixture([:])
        let named = ["OS_CLIENT_CONFIG_FILE": "/gone.yaml"]
        #expect(try third.failure(Self.source(third, named)).message.hasSuffix("there is no such file"))
        #expect(
            try third.failure(Self.source(third, ["OS_CLOUD": "x"])).message
                .hasPrefix("OS_CLOUD is set, and there is no clouds.yaml in .")
        )
    }
}
