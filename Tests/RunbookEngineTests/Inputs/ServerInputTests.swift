import AutomationCore
import RunbookEngine
import TestSupport
import Testing

@Suite struct ServerInputTests {
    private static let two = [Server(id: "id-1", name: "first"), Server(id: "id-2")]

    @Test(arguments: [
        #"{ servers = { type = "servers" } }"#,
        #"{ servers = { type = "servers" }, others = { type = "servers", default = {} } }"#,
        #"{ servers = { type = "servers", default = "id-9" } }"#,
    ])
    func `the server flag fills the input named servers`(declarations: String) throws {
        let lines = try lines("local s = runbook.inputs \(declarations).servers print(#s, s[1], s[2])", Self.two)
        #expect(lines == ["2\tfirst\tid-2"])
    }

    @Test func `the server flag fills the only input of that type, whatever its name`() throws {
        #expect(try lines(#"print(#runbook.inputs { targets = { type = "servers" } }.targets)"#, Self.two) == ["2"])
    }

    @Test func `one server fills an input for one server`() throws {
        let source = #"print(runbook.inputs { gate = { type = "server" } }.gate)"#
        #expect(try lines(source, [Self.two[0]]) == ["first"])
        let report = try RunbookFixture().runAlone(source, inputs: RunInputs(servers: Self.two))
        #expect(report.error?.message == #"input "gate" takes one server, got 2"#)
    }

    @Test func `a variable of the same name wins over the server flag`() throws {
        let fixture = try RunbookFixture()
        let report = try fixture.runAlone(
            #"print(runbook.inputs { servers = { type = "servers" } }.servers[1])"#,
            inputs: RunInputs(servers: Self.two, variables: ["servers": "id-7"])
        )
        #expect(report.error == nil)
        #expect(fixture.setting.events.logLines == ["id-7"])
    }

    @Test func `an input that the server flag does not fill asks for a variable`() throws {
        let report = try RunbookFixture().runAlone(
            #"runbook.inputs { from = { type = "servers" }, to = { type = "server" } }"#,
            inputs: RunInputs(servers: Self.two)
        )
        #expect(
            report.error?.message == #"input "from" is missing: give --var from=ID,ID; "#
                + #"input "to" is missing: give --var to=ID"#
        )
    }

    @Test func `what the run offers stands in before the runbook's own default`() throws {
        let fixture = try RunbookFixture()
        let source = #"print(runbook.inputs { key = { type = "file", default = "nowhere.pem" } }.key)"#
        #expect(try fixture.runAlone(source, inputs: RunInputs(defaults: ["key": "test.pem"])).error == nil)
        #expect(fixture.setting.events.logLines == ["test.pem"])
    }

    private func lines(_ source: String, _ servers: [Server]) throws -> [String] {
        let fixture = try RunbookFixture()
        let report = try fixture.runAlone(source, inputs: RunInputs(servers: servers))
        #expect(report.error == nil)
        return fixture.setting.events.logLines
    }
}
