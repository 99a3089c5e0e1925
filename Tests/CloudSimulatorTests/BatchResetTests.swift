import CloudSimulator
import HTTPTypes
import Testing

@Suite struct BatchResetTests {
    private static func send(
        _ fixture: inout Fixture,
        _ ids: [String],
        password: String? = "Correct-Horse-9",
        dryRun: Bool? = nil
    ) -> Answer {
        var members = [#""servers":["# + ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",") + "]"]
        if let password { members.append(#""new_password":"\#(password)""#) }
        if let dryRun { members.append(#""dry_run":\#(dryRun)"#) }
        let path = "/v1/\(fixture.project)/cloudservers/os-reset-passwords"
        return fixture.send(.put, path, "{" + members.joined(separator: ",") + "}")
    }

    @Test func `all servers get the password, and it takes effect at the restart`() throws {
        var fixture = try Fixture(servers: 1000)
        let ids = fixture.cloud.servers.map(\.id)
        let answer = Self.send(&fixture, ids)
        #expect(answer.status == 200)
        #expect(answer["response/0/id"] == ids[0])
        #expect(answer["response/999/id"] == ids[999])
        #expect(fixture.cloud.servers.allSatisfy { $0.pendingPassword == "Correct-Horse-9" })
        _ = fixture.reboot()
        fixture.pass(61)
        fixture.cloud.advance(to: fixture.now)
        #expect(fixture.server?.password == "Correct-Horse-9")
    }

    @Test func `a dry run checks and changes nothing`() throws {
        var fixture = try Fixture(servers: 2)
        let ids = fixture.cloud.servers.map(\.id)
        #expect(Self.send(&fixture, ids, dryRun: true).status == 200)
        #expect(Self.send(&fixture, ids, password: nil, dryRun: true)["response/1/id"] == ids[1])
        #expect(Self.send(&fixture, ids, password: "weak", dryRun: true)["error/code"] == "Ecs.0011")
        #expect(Self.send(&fixture, ["nobody"], dryRun: true)["error/code"] == "Ecs.0611")
        #expect(fixture.cloud.servers.allSatisfy { $0.pendingPassword == nil })
    }

    @Test func `some may fail while the others get the password`() throws {
        var fixture = try Fixture(servers: 3)
        let unplugged = fixture.cloud.addServerWithoutResetPlugin().id
        _ = fixture.reboot()
        let ids = fixture.cloud.servers.map(\.id) + ["00000000-0000-4000-8000-000000000000"]
        let answer = Self.send(&fixture, ids)
        #expect(answer.status == 400)
        #expect(answer["error/code"] == "Ecs.0611")
        #expect(answer["internalError/0/id"] == ids[0])
        #expect(answer["internalError/0/error_code"] == "ECS.0100")
        #expect(answer["internalError/1/id"] == unplugged)
        #expect(answer["internalError/1/error_code"] == "ECS.0613")
        #expect(answer["internalError/2/error_code"] == "ECS.0614")
        #expect(answer["internalError/2/error_message"] != nil)
        #expect(answer["internalError/3/id"] == nil)
        #expect(answer["response/0/id"] == nil)
        #expect(
            fixture.cloud.servers.map(\.pendingPassword) == [nil, "Correct-Horse-9", "Correct-Horse-9", nil]
        )
    }

    @Test(arguments: ["Short1!", "alllowercase", "With$Dollar1", "Xadministrator1"])
    func `the rules are always checked`(password: String) throws {
        var fixture = try Fixture()
        #expect(Self.send(&fixture, [fixture.id], password: password)["error/code"] == "Ecs.0011")
        #expect(fixture.server?.pendingPassword == nil)
    }

    @Test func `more than a thousand are too many, and none are too few`() throws {
        var fixture = try Fixture()
        #expect(Self.send(&fixture, Array(repeating: fixture.id, count: 1001))["error/code"] == "Ecs.0118")
        #expect(Self.send(&fixture, [])["error/code"] == "Ecs.0005")
        #expect(Self.send(&fixture, [fixture.id], password: nil)["error/code"] == "Ecs.0005")
        #expect(Self.send(&fixture, [fixture.id], password: "")["error/code"] == "Ecs.0005")
        let path = "/v1/\(fixture.project)/cloudservers/os-reset-passwords"
        #expect(fixture.send(.put, path)["error/code"] == "Common.0002")
        #expect(fixture.server?.pendingPassword == nil)
    }
}
