import AutomationCore
import CloudSimulator
import HTTPTypes
import Testing

/// What clients find their way by, which they read before they have a token.
@Suite struct VersionTests {
    private var identity: IdentityFixture

    init() throws {
        identity = try IdentityFixture()
    }

    @Test(arguments: ["/v2.1", "/v2.1/"]) mutating func `compute tells its microversions`(path: String) {
        let answer = identity.send(.get, path)
        #expect(answer.status == 200)
        #expect(answer["version/id"] == "v2.1")
        #expect(answer["version/status"] == "CURRENT")
        #expect(answer["version/min_version"] == "2.1")
        #expect(answer["version/links/0/href"] == "http://127.0.0.1:8774/v2.1/")
    }

    @Test mutating func `the newest microversion that compute tells is the newest that it speaks`() throws {
        let newest = try #require(identity.send(.get, "/v2.1/")["version/version"])
        let minor = try #require(newest.split(separator: ".").last.flatMap { Int($0) })
        for (number, status) in [(minor, 200), (minor + 1, 406)] {
            var request = Fixture.request(.get, "/v2.1/\(identity.fixture.project)/servers/\(identity.fixture.id)")
            request.head.headerFields[.init("OpenStack-API-Version") ?? .accept] = "compute 2.\(number)"
            #expect(Answer(identity.fixture.cloud.handle(request, at: identity.fixture.now).response).status == status)
        }
    }

    @Test(arguments: ["/v2", "/v2/"]) mutating func `the older compute has no microversions`(path: String) {
        let answer = identity.send(.get, path)
        #expect(answer["version/id"] == "v2.0")
        #expect(answer["version/version"] == "")
    }

    @Test(arguments: ["/v3", "/v3/"]) mutating func `identity tells its version`(path: String) {
        let answer = identity.send(.get, path)
        #expect(answer.status == 200)
        #expect(answer["version/id"] == "v3.6")
        #expect(answer["version/links/0/href"] == "http://127.0.0.1:8774/v3/")
    }

    @Test mutating func `the root names them all`() {
        let answer = identity.send(.get, "/")
        #expect(answer.status == 200)
        #expect((0...3).map { answer["versions/\($0)/id"] } == ["v2.0", "v2.1", "v3.6", nil])
    }

    @Test mutating func `there is no document with a project in its address, as Nova has none`() {
        let token = SimulatorConfiguration.defaultToken
        let answer = identity.send(.get, "/v2.1/\(identity.fixture.project)", token: token)
        #expect(answer.status == 404)
        #expect(answer["itemNotFound/code"] == "404", "novaclient cannot read the gateway's shape")
    }

    @Test mutating func `a document is for reading`() {
        #expect(identity.send(.post, "/v2.1/", "{}").status == 405)
        #expect(identity.send(.delete, "/v3", "").status == 405)
    }
}
