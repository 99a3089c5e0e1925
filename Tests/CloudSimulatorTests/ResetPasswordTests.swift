import CloudSimulator
import HTTPTypes
import Testing

@Suite struct ResetPasswordTests {
    @Test func `a reset takes effect when the server has restarted`() throws {
        var fixture = try Fixture()
        fixture.pass(700)
        let answer = fixture.reset(to: "Correct-Horse-9")
        #expect(answer.status == 204)
        #expect(answer.text.isEmpty)
        #expect(fixture.server?.password == fixture.server?.initialPassword)

        let job = try #require(fixture.reboot()["job_id"])
        #expect(job.count == 32)
        #expect(fixture.send(.get, fixture.ecsPath)["server/status"] == "REBOOT")
        #expect(fixture.send(.get, "/v1/\(fixture.project)/jobs/\(job)")["status"] == "RUNNING")
        fixture.pass(61)
        #expect(fixture.send(.get, fixture.ecsPath)["server/status"] == "ACTIVE")
        #expect(fixture.server?.password == "Correct-Horse-9")
        #expect(fixture.server?.pendingPassword == nil)
        let done = fixture.send(.get, "/v1/\(fixture.project)/jobs/\(job)")
        #expect(done["status"] == "SUCCESS")
        #expect(done["entities/sub_jobs_total"] == "1")
        #expect(done["entities/sub_jobs/0/entities/server_id"] == fixture.id)
    }

    @Test func `a second reset before the restart overwrites the first`() throws {
        var fixture = try Fixture()
        _ = fixture.reset(to: "First-Password-1")
        _ = fixture.reset(to: "Second-Password-2")
        _ = fixture.reboot()
        fixture.pass(61)
        fixture.cloud.advance(to: fixture.now)
        #expect(fixture.server?.password == "Second-Password-2")
    }

    @Test func `a stopped server takes the new password when it starts`() throws {
        var fixture = try Fixture()
        let path = "/v2.1/\(fixture.project)/servers/\(fixture.id)"
        #expect(fixture.send(.post, path + "/action", #"{"os-stop":null}"#).status == 202)
        fixture.pass(31)
        #expect(fixture.send(.get, path)["server/status"] == "SHUTOFF")
        #expect(fixture.send(.put, path + "/os-reset-password", Self.body("Third-Password-3")).status == 204)
        #expect(fixture.send(.post, path + "/action", #"{"reboot":{"type":"SOFT"}}"#).status == 409)
        #expect(fixture.send(.post, path + "/action", #"{"os-start":null}"#).status == 202)
        fixture.pass(46)
        #expect(fixture.send(.get, path)["server/status"] == "ACTIVE")
        #expect(fixture.server?.password == "Third-Password-3")
    }

    @Test func `a restart that fails delivers nothing and says so`() throws {
        var fixture = try Fixture()
        fixture.cloud.update(fixture.id) { $0.failsToRestart = true }
        _ = fixture.reset(to: "Correct-Horse-9")
        let job = try #require(fixture.reboot()["job_id"])
        fixture.pass(61)
        let answer = fixture.send(.get, "/v1/\(fixture.project)/jobs/\(job)")
        #expect(answer["status"] == "FAIL")
        #expect(answer["error_code"] == "Ecs.0227")
        fixture.cloud.advance(to: fixture.now)
        #expect(fixture.server?.pendingPassword == "Correct-Horse-9")
        #expect(fixture.server?.password == fixture.server?.initialPassword)
    }

    @Test(arguments: [
        "Short1!", "Twenty-Seven-Characters-12345", "alllowercase", "lowercase1", "With Space1", "With$Dollar1",
        "Xadministrator1", "Toor-Root-123", "Admin-12345", "Ünicode-1234", "rotartsinimdA-9",
    ])
    func `a checked reset refuses a password that breaks the rules`(password: String) throws {
        var fixture = try Fixture()
        let answer = fixture.reset(to: password, checked: true)
        #expect(answer.status == 400)
        #expect(answer["error/code"] == "Ecs.0011")
        #expect(fixture.server?.pendingPassword == nil)
        #expect(fixture.reset(to: password, checked: false).status == 204)
    }

    @Test(arguments: ["Abcdef12", "abcdef1!", "ABC@%-_=+[]:./?1", "Qw7!Qw7!Qw7!Qw7!Qw7!Qw7!Qw"])
    func `a checked reset accepts a password that keeps the rules`(password: String) throws {
        var fixture = try Fixture()
        #expect(fixture.reset(to: password, checked: true).status == 204)
        #expect(fixture.server?.pendingPassword == password)
    }

    @Test(arguments: [
        "{}", "[]", "nonsense", #"{"reset-password":{}}"#, #"{"reset-password":{"new_password":5}}"#,
        #"{"reset-password":{"new_password":"Abcdef12","is_check_password":"true"}}"#, #"{"new_password":"Abcdef12"}"#,
        #"{"reset-password":{"new_password":""}}"#,
    ])
    func `a body of another shape is refused`(body: String) throws {
        var fixture = try Fixture()
        let answer = fixture.send(.put, fixture.ecsPath + "/os-reset-password", body)
        #expect(answer.status == 400)
        #expect(answer["error/code"] == "Ecs.0005")
    }

    @Test func `a guest without the agent is refused or never fetches the password`() throws {
        var fixture = try Fixture(servers: 0)
        let id = fixture.cloud.addServerWithoutResetPlugin().id
        let flag = "/v1/\(fixture.project)/cloudservers/\(id)/os-resetpwd-flag"
        #expect(fixture.send(.get, flag).text == #"{"resetpwd_flag":"False"}"#)
        let refused = fixture.reset(to: "Correct-Horse-9")
        #expect(refused.status == 400)
        #expect(refused["error/code"] == "Ecs.0613")

        fixture.cloud.configuration.refusesResetWithoutPlugin = false
        #expect(fixture.reset(to: "Correct-Horse-9").status == 204)
        _ = fixture.reboot()
        fixture.pass(61)
        fixture.cloud.advance(to: fixture.now)
        #expect(fixture.server?.password == fixture.server?.initialPassword)
    }

    @Test func `the flag is a string with a capital letter`() throws {
        var fixture = try Fixture()
        #expect(fixture.send(.get, fixture.ecsPath + "/os-resetpwd-flag").text == #"{"resetpwd_flag":"True"}"#)
    }

    @Test func `nothing is accepted while the server restarts`() throws {
        var fixture = try Fixture()
        _ = fixture.reboot("HARD")
        #expect(fixture.send(.get, fixture.ecsPath)["server/status"] == "HARD_REBOOT")
        #expect(fixture.reset(to: "Correct-Horse-9")["error/code"] == "Ecs.0100")
        #expect(fixture.reboot()["error/code"] == "Ecs.0100")
    }

    private static func body(_ password: String) -> String {
        #"{"reset-password":{"new_password":"\#(password)"}}"#
    }
}
