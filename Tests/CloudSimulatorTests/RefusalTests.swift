import CloudSimulator
import HTTPTypes
import Testing

@Suite struct RefusalTests {
    @Test func `an unknown token is refused in the words of each API`() throws {
        var fixture = try Fixture()
        fixture.token = "stale"
        let ecs = fixture.send(.get, fixture.ecsPath)
        #expect(ecs.status == 401)
        #expect(ecs["error/code"] == "Common.0013")
        let nova = fixture.send(.get, "/v2.1/\(fixture.project)/servers/\(fixture.id)")
        #expect(nova.status == 401)
        #expect(nova["unauthorized/code"] == "401")
    }

    @Test func `an unknown server is refused in the words of each API`() throws {
        var fixture = try Fixture()
        let id = "00000000-0000-4000-8000-000000000000"
        let ecs = fixture.send(.get, "/v1/\(fixture.project)/cloudservers/\(id)/os-server-password")
        #expect(ecs.status == 404)
        #expect(ecs["error/code"] == "Ecs.0114")
        let nova = fixture.send(.delete, "/v2.1/servers/\(id)/os-server-password")
        #expect(nova.status == 404)
        #expect(nova["itemNotFound/code"] == "404")
    }

    @Test func `another project is refused in the words of each API`() throws {
        var fixture = try Fixture()
        let other = String(repeating: "0", count: 32)
        let ecs = fixture.send(.get, "/v1/\(other)/cloudservers/\(fixture.id)")
        #expect(ecs.status == 400)
        #expect(ecs["error/code"] == "Ecs.0023")
        let nova = fixture.send(.get, "/v2/\(other)/servers/\(fixture.id)")
        #expect(nova.status == 400)
        #expect(nova["badRequest/code"] == "400")
    }

    @Test func `an unknown path is answered by the gateway`() throws {
        var fixture = try Fixture()
        let answer = fixture.send(.get, "/v3/servers")
        #expect(answer.status == 404)
        #expect(answer["error_code"] == "APIGW.0101")
        #expect(answer["request_id"] == answer.requestID)
    }

    @Test func `a wrong method is refused`() throws {
        var fixture = try Fixture()
        #expect(fixture.send(.post, fixture.ecsPath + "/os-server-password").status == 405)
        let nova = fixture.send(.put, "/v2.1/servers/\(fixture.id)/os-server-password")
        #expect(nova.status == 405)
        #expect(nova["badMethod/code"] == "405")
    }

    @Test func `an unknown job is gone`() throws {
        var fixture = try Fixture()
        let answer = fixture.send(.get, "/v1/\(fixture.project)/jobs/ff8080824be0f4d5014be1a0b9c20003")
        #expect(answer.status == 404)
        #expect(answer["code"] == "Common.0011")
    }

    @Test func `every answer has a request id of its own`() throws {
        var fixture = try Fixture()
        let ids = [fixture.ecsPath, "/nowhere", fixture.ecsPath + "/os-resetpwd-flag"].map {
            fixture.send(.get, $0).requestID
        }
        #expect(ids.allSatisfy { $0?.count == 32 })
        #expect(Set(ids).count == 3)
    }
}
