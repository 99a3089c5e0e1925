import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct ServerDetailTests {
    @Test func `the detail has what a client looks for`() throws {
        var fixture = try Fixture()
        for path in [
            fixture.ecsPath, "/v2.1/\(fixture.project)/servers/\(fixture.id)", "/v2.1/servers/\(fixture.id)",
            "/v2/\(fixture.project)/servers/\(fixture.id)?ignored=1",
        ] {
            let answer = fixture.send(.get, path)
            #expect(answer.status == 200)
            #expect(answer["server/id"] == fixture.id)
            #expect(answer["server/name"] == "win-001")
            #expect(answer["server/status"] == "ACTIVE")
            #expect(answer["server/key_name"] == "KeyPair-demo")
            #expect(answer["server/metadata/os_type"] == "Windows")
            #expect(answer["server/OS-SRV-USG:launched_at"] == "2027-01-15T08:00:00.197749")
            #expect(answer["server/updated"] == "2027-01-15T08:00:00Z")
            #expect(answer["server/OS-EXT-SRV-ATTR:user_data"] == nil)
        }
    }

    @Test func `a Linux server shows user data with a password hash`() throws {
        var fixture = try Fixture(servers: 0)
        let id = fixture.cloud.addLinuxServer().id
        let answer = fixture.send(.get, "/v1/\(fixture.project)/cloudservers/\(id)")
        #expect(answer["server/metadata/os_type"] == "Linux")
        #expect(answer["server/name"] == "lin-001")
        #expect(answer["server/key_name"] == nil)
        let data = try #require(answer["server/OS-EXT-SRV-ATTR:user_data"].flatMap { Data(base64Encoded: $0) })
        #expect(String(decoding: data, as: UTF8.self).contains("root:$6$"))
    }

    @Test func `a server that has not started from its image is being built`() throws {
        var fixture = try Fixture()
        fixture.now = Fixture.launch.addingTimeInterval(-10)
        let answer = fixture.send(.get, fixture.ecsPath)
        #expect(answer["server/status"] == "BUILD")
        #expect(answer["server/OS-SRV-USG:launched_at"] == nil)
        #expect(fixture.reset(to: "Correct-Horse-9")["error/code"] == "Ecs.0100")
        fixture.pass(11)
        #expect(fixture.send(.get, fixture.ecsPath)["server/status"] == "ACTIVE")
    }
}
