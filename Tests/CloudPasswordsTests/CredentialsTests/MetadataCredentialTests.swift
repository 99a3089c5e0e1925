import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

struct MetadataCredentialTests {
    private static let base = "http://169.254.169.254"
    private static let key = #"""
        {"credential":{"access":"HST3W01X","secret":"\#(CredentialFixture.secretKey)",
        "securitytoken":"\#(CredentialFixture.securityToken)","expires_at":"2027-01-16T08:00:00.250000Z"}}
        """#

    /// Answers by path; what is missing is 404.
    private static func fixture(
        token: (Int, String) = (200, "METADATA-TOKEN\n"),
        key: (Int, String) = (200, key),
        server: (Int, String) = (200, #"{"project_id":"p1","region_id":"cn-north-4"}"#),
        date: String? = nil
    ) -> CredentialFixture {
        CredentialFixture { request, _ in
            let (status, body) =
                switch request.head.path {
                case "/meta-data/latest/api/token": token
                case "/openstack/latest/securitykey": key
                case "/openstack/latest/meta_data.json": server
                default: (404, "")
                }
            return CredentialFixture.json(status, body, headers: date.map { ["Date": $0] } ?? [:])
        }
    }

    @Test func `a token is fetched and shown, and the key comes with project and region`() throws {
        let fixture = Self.fixture()
        let found = try fixture.found(MetadataCredentials(world: fixture.world))
        #expect(found.keyText == "HST3W01X \(CredentialFixture.secretKey) \(CredentialFixture.securityToken)")
        #expect(found.credential.expiresAt == CredentialFixture.start.addingTimeInterval(86_400.25))
        #expect(found.projectID == "p1")
        #expect(found.region == "cn-north-4")
        #expect(
            fixture.transport.lines == [
                "PUT \(Self.base)/meta-data/latest/api/token", "GET \(Self.base)/openstack/latest/securitykey",
                "GET \(Self.base)/openstack/latest/meta_data.json",
            ]
        )
        let headers = fixture.transport.requests.map(\.head.headerFields)
        let token = try #require(HTTPField.Name("X-Metadata-Token"))
        let lifetime = try #require(HTTPField.Name("X-Metadata-Token-Ttl-Seconds"))
        #expect(headers.map { $0[token] } == [nil, "METADATA-TOKEN", "METADATA-TOKEN"])
        #expect(headers.map { $0[lifetime] } == ["21600", nil, nil])
        #expect(fixture.transport.requests.allSatisfy { $0.timeout == .seconds(3) })
        #expect(CredentialFixture.isClean(found))
    }

    @Test(arguments: [404, 405, 503])
    func `a service that knows no tokens is asked without one`(status: Int) throws {
        let fixture = Self.fixture(token: (status, ""), server: (404, ""))
        let found = try fixture.found(MetadataCredentials(world: fixture.world))
        #expect(found.keyText?.hasPrefix("HST3W01X ") == true)
        #expect(found.projectID == nil)
        let name = try #require(HTTPField.Name("X-Metadata-Token"))
        #expect(fixture.transport.requests.allSatisfy { $0.head.headerFields[name] == nil })
    }

    @Test func `the service's own clock counts for when the key ends`() throws {
        // The service's clock is an hour ahead, so the key lives an hour less by its date.
        let fixture = Self.fixture(date: "Fri, 15 Jan 2027 09:00:00 GMT")
        let found = try fixture.found(MetadataCredentials(world: fixture.world))
        #expect(found.credential.expiresAt == CredentialFixture.start.addingTimeInterval(82_800.25))
    }

    @Test func `it is not in use where nobody answers`() throws {
        let silent = CredentialFixture { _, _ in throw TransportError(.timedOut) }
        #expect(
            try silent.reason(MetadataCredentials(world: silent.world))
                == "nobody answers at \(Self.base) (no answer in time); this is no cloud server"
        )
        #expect(silent.transport.requests.count == 1)
    }

    @Test(
        arguments: [
            ((403, "<html>Forbidden</html>"), (403, ""), "answered 403 to the request for a token", 1),
            ((400, ""), (400, ""), "answered 400 to the request for a token", 1),
            ((500, ""), (500, ""), "answered 500 to the request for a token", 1),
            ((302, ""), (302, ""), "answered 302 to the request for a token", 1),
            ((200, "<html>Log in</html>"), (200, key), "answered with something else than a token", 1),
            ((200, ""), (200, key), "answered with something else than a token", 1),
            ((200, "two words"), (200, key), "answered with something else than a token", 1),
            ((404, ""), (404, ""), "has no keys: this is another cloud's server, or it has no agency", 2),
            ((404, ""), (403, "Forbidden"), "answered 403 to the request for a key", 2),
            ((200, "t"), (401, "no"), "answered 401 to the request for a key", 2),
            ((200, "t"), (500, CredentialFixture.secretKey), "answered 500 to the request for a key", 2),
            ((200, "t"), (200, "<html>"), "answered without an access key", 2),
            ((200, "t"), (200, #"{"Code":"Success","AccessKeyId":"A"}"#), "answered without an access key", 2),
        ] as [((Int, String), (Int, String), String, Int)]
    )
    func `another cloud's service, or a sandbox's, is not in use, and the next source is asked`(
        token: (Int, String),
        key: (Int, String),
        expected: String,
        requests: Int
    ) throws {
        let fixture = Self.fixture(token: token, key: key)
        let reason = try #require(try fixture.reason(MetadataCredentials(world: fixture.world)))
        #expect(reason.hasPrefix("the metadata service at \(Self.base) "))
        #expect(reason.contains(expected))
        #expect(CredentialFixture.isClean(reason))
        #expect(fixture.transport.requests.count == requests)
        let next = FixedCredential(token: Secret(CredentialFixture.token), name: "the next")
        let chain = CredentialChain([MetadataCredentials(world: fixture.world), next])
        #expect(try fixture.found(chain).origin == "the next")
    }

    @Test func `a service that falls silent before it has given a key is not in use`() throws {
        let fixture = CredentialFixture { _, number in
            if number > 1 { throw TransportError(.connectionLost) }
            return CredentialFixture.json(404, "")
        }
        let reason = try fixture.reason(MetadataCredentials(world: fixture.world))
        #expect(reason?.hasSuffix("fell silent (connection lost)") == true)
    }

    @Test(
        arguments: [
            ((401, "Please configure Cloud Service Agency first"), "says that this server has no agency"),
            ((500, #"{"message":"Please configure Cloud Service Agency first."}"#), "has no agency"),
            ((404, "Please configure Cloud Service Agency first"), "has no agency"),
            ((200, #"{"credential":{}}"#), "the token is empty"),
            ((200, key.replacing("\"access\"", with: "\"acess\"")), "secret is set and access is not"),
            ((200, key.replacing("2027-", with: "soon")), "answered without a date of expiry"),
            ((200, key.replacing(CredentialFixture.securityToken, with: "")), "the token is empty"),
        ] as [((Int, String), String)]
    )
    func `what only Huawei Cloud's service would answer is an error when it gives no key`(
        key: (Int, String),
        expected: String
    ) throws {
        let fixture = Self.fixture(key: key)
        let error = try fixture.failure(MetadataCredentials(world: fixture.world))
        #expect(error.message.hasPrefix("the metadata service at \(Self.base)"))
        #expect(error.message.contains(expected))
        #expect(!error.isRetryable)
    }

    @Test(
        arguments: [
            (nil, "nobody answers", true), ((500, ""), "answered 500", true), ((429, ""), "answered 429", true),
            ((403, ""), "answered 403", false),
        ] as [((Int, String)?, String, Bool)]
    )
    func `a service that has given a key once is in use for good`(
        later: (Int, String)?,
        expected: String,
        isRetryable: Bool
    ) throws {
        let fixture = CredentialFixture { request, number in
            if number > 3 {
                guard let later else { throw TransportError(.timedOut) }
                return CredentialFixture.json(later.0, later.1)
            }
            return CredentialFixture.json(200, request.head.path == "/openstack/latest/securitykey" ? Self.key : "t")
        }
        let source = MetadataCredentials(world: fixture.world)
        _ = try fixture.found(source)
        let error = try fixture.failure(source)
        #expect(error.message.contains(expected))
        #expect(error.message.hasSuffix("; it has given a key before"))
        #expect(error.isRetryable == isRetryable)
    }
}
