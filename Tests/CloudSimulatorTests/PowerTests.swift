import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct PowerTests {
    private static func act(_ fixture: inout Fixture, _ action: String, ids: [String]? = nil) -> Answer {
        let servers = (ids ?? [fixture.id]).map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
        let detail = action.contains(":") ? action : #""\#(action)":{"#
        return fixture.send(
            .post,
            "/v1/\(fixture.project)/cloudservers/action",
            "{" + detail + #""servers":["# + servers + "]}}"
        )
    }

    private static func status(_ fixture: inout Fixture) -> String? {
        fixture.send(.get, fixture.ecsPath)["server/status"]
    }

    @Test func `servers stop and start as jobs`() throws {
        var fixture = try Fixture(servers: 2)
        let ids = fixture.cloud.servers.map(\.id)
        let stop = Self.act(&fixture, #""os-stop":{"type":"SOFT","#, ids: ids)
        #expect(stop.status == 200)
        let path = "/v1/\(fixture.project)/jobs/" + (try #require(stop["job_id"]))
        #expect(fixture.send(.get, path)["status"] == "RUNNING")
        fixture.pass(31)
        #expect(fixture.send(.get, path)["status"] == "SUCCESS")
        #expect(fixture.send(.get, path)["entities/sub_jobs_total"] == "2")
        #expect(Self.status(&fixture) == "SHUTOFF")
        #expect(Self.act(&fixture, "os-start", ids: ids).status == 200)
        fixture.pass(46)
        #expect(Self.status(&fixture) == "ACTIVE")
    }

    @Test func `what the status does not allow is refused`() throws {
        var fixture = try Fixture()
        let native = "/v2.1/\(fixture.project)/servers/\(fixture.id)/action"
        #expect(Self.act(&fixture, "os-start")["error/code"] == "Ecs.0100")
        #expect(fixture.send(.post, native, #"{"os-start":null}"#)["conflictingRequest/code"] == "409")
        _ = Self.act(&fixture, "os-stop")
        fixture.pass(31)
        #expect(Self.act(&fixture, "os-stop")["error/code"] == "Ecs.0100")
        #expect(fixture.reboot()["error/code"] == "Ecs.0100")
        #expect(fixture.reboot("HARD").status == 200)
    }

    @Test(arguments: [
        #""reboot":{"#, #""reboot":{"type":"GENTLE","#, #""os-delete":{"#, #""os-start":{},"os-stop":{"#,
    ])
    func `what is no action is refused`(action: String) throws {
        var fixture = try Fixture()
        #expect(Self.act(&fixture, action)["error/code"] == "Ecs.0005")
        #expect(Self.status(&fixture) == "ACTIVE")
    }

    @Test func `one unknown server or a thousand and one are refused, and nothing happens`() throws {
        var fixture = try Fixture()
        let unknown = "00000000-0000-4000-8000-000000000000"
        #expect(Self.act(&fixture, "os-stop", ids: [fixture.id, unknown])["error/code"] == "Ecs.0114")
        let many = Array(repeating: fixture.id, count: 1001)
        #expect(Self.act(&fixture, "os-stop", ids: many)["error/code"] == "Ecs.0118")
        #expect(Self.act(&fixture, "os-stop", ids: [])["error/code"] == "Ecs.0005")
        fixture.pass(31)
        #expect(Self.status(&fixture) == "ACTIVE")
    }

    @Test(arguments: ["/v2.1/{project}", "/v2/{project}", "/v2.1"])
    func `the native form acts on one server`(prefix: String) throws {
        var fixture = try Fixture()
        let path =
            prefix.replacingOccurrences(of: "{project}", with: fixture.project) + "/servers/\(fixture.id)/action"
        for (body, seconds) in [
            (#"{"reboot":{"type":"SOFT"}}"#, 61.0), (#"{"os-stop":null}"#, 31), (#"{"os-start":null}"#, 46),
        ] {
            let answer = fixture.send(.post, path, body)
            #expect(answer.status == 202)
            #expect(answer.text.isEmpty)
            fixture.pass(seconds)
        }
        #expect(Self.status(&fixture) == "ACTIVE")
    }
}
