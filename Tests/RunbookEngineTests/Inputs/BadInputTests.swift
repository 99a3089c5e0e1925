import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

@Suite struct BadInputTests {
    @Test func `a syntax error names the file and the line`() throws {
        let error = try #require(try RunbookFixture().runAlone("print(1)\nlocal = 2\n").error)
        #expect(error.kind == .script)
        #expect(error.message == "test.lua:2: <name> expected near '='")
    }

    @Test func `a runtime error names the file, the line and the calls that led there`() throws {
        let error = try #require(
            try RunbookFixture().runAlone("local function f(x)\n  return x.y\nend\nprint(f(nil))").error
        )
        #expect(error.kind == .script)
        #expect(error.message == "test.lua:2: attempt to index a nil value (local 'x')")
        #expect(error.traceback?.contains("test.lua:4: in main chunk") == true)
    }

    @Test(arguments: ["", "\u{FEFF}print(1)", "#!/usr/bin/env latchkey\nprint(1)", "-- nothing"])
    func `what an editor may leave at the start of a runbook is forgiven`(source: String) throws {
        let fixture = try RunbookFixture()
        #expect(try fixture.runAlone(source).error == nil)
        let report = try fixture.runAlone(source + "\nlocal = 1")
        let line = source.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        #expect(report.error?.message.hasPrefix("test.lua:\(line): ") == true)
    }

    @Test func `a wrong token says that the token is wrong`() throws {
        let fixture = try RunbookFixture(token: "planted-expired-token")
        let report = try fixture.run("password.get(one)")
        let error = try #require(report.error)
        #expect(error.kind == .authentication)
        #expect(error.status == 401)
        #expect(error.operation == "password.get")
        #expect(error.hint?.contains("get a new one") == true)
        #expect(!"\(report) \(fixture.setting.events.all)".contains("planted-expired-token"))
    }

    @Test(arguments: [CannedAnswer.htmlWithSuccess, CannedAnswer(status: 404, body: "<!DOCTYPE html><html></html>")])
    func `a web page instead of an answer points at the endpoint`(answer: CannedAnswer) throws {
        let fixture = try RunbookFixture { $0.faults.add(FaultRule(.answer(answer))) }
        let error = try fixture.failure("password.get(one)")
        #expect(error.message.contains("a web page (HTML)"))
        #expect(error.operation == "password.get")
        #expect(error.server == "win-001")
        #expect(error.hint?.contains("--endpoint") == true)
    }

    @Test func `an endpoint where nobody listens is named`() throws {
        let fixture = try RunbookFixture { $0.faults.add(FaultRule(.refuseConnection)) }
        let error = try fixture.failure("server.get(one)")
        #expect(error.kind == .connection)
        #expect(error.message.contains("https://ecs.simulated.example"))
        #expect(error.message.contains("connection refused"))
        #expect(error.hint?.contains("--endpoint") == true)
        #expect(error.isRetryable)
    }

    @Test(arguments: ["../../etc/passwd", "a/b", "id?x=1", "id#x", "a b", "%2e%2e"])
    func `an id that could lead elsewhere never gets into a path`(id: String) throws {
        let fixture = try RunbookFixture()
        for call in [#"password.get("\#(id)")"#, #"vault.put("\#(id)", "Zk7-Qw2+Lp9")"#, #"vault.has("\#(id)")"#] {
            let error = try fixture.failure(call)
            #expect([.argument, .secretStore].contains(error.kind))
            #expect(error.message.contains("cannot be a server id"))
            #expect(!error.description.contains("Zk7"))
        }
        #expect(fixture.setting.requests.isEmpty)
    }

    @Test func `a vault that others can read is refused, and nothing is lost`() throws {
        let fixture = try RunbookFixture()
        try fixture.storeTruePasswords()
        try fixture.openVaultToOthers()
        let error = try fixture.failure("password.reset(one)")
        #expect(error.kind == .secretStore)
        #expect(error.operation == "password.reset")
        #expect(error.hint?.contains("chmod 700") == true)
        #expect(fixture.setting.requests.map(\.operation) == [.showResetPasswordFlag])
    }
}
