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

    @Test func `names are found, all inputs' at once, where the run can find servers`() throws {
        let fixture = try RunbookFixture()
        var inputs = RunInputs(variables: ["from": "one, two", "to": "three"])
        inputs.findServers = { names in
            fixture.setting.events.receive(.log(.info, names.joined(separator: " "), server: nil))
            return names.map { Server(id: "id-of-" + $0, name: $0) }
        }
        let report = try fixture.runAlone(
            """
            local i = runbook.inputs {
              from = { type = "servers" }, to = { type = "server" }, rest = { type = "servers", default = { "four" } },
            }
            print(i.from[1].id, i.from[2].name, i.to.id, i.rest[1].id)
            """,
            inputs: inputs
        )
        #expect(report.error == nil)
        #expect(
            fixture.setting.events.logLines == ["one two four three", "id-of-one\ttwo\tid-of-three\tid-of-four"]
        )
    }

    @Test func `servers are looked for only when everything else is right, and one that is not there is an input`()
        throws
    {
        var inputs = RunInputs(variables: ["to": "nowhere", "count": "many"])
        inputs.findServers = { _ in throw AutomationError(.notFound, "there is no server nowhere") }
        let source = #"runbook.inputs { to = { type = "server" }, count = { type = "number" } }"#
        let wrong = try RunbookFixture().runAlone(source, inputs: inputs)
        #expect(wrong.error?.message == #"input "count": expected a number, got "many""#)
        inputs.variables["count"] = "1"
        let missing = try RunbookFixture().runAlone(source, inputs: inputs)
        #expect(missing.error?.kind == .input)
        #expect(missing.error?.message == "there is no server nowhere")
    }

    private func lines(_ source: String, _ servers: [Server]) throws -> [String] {
        let fixture = try RunbookFixture()
        let report = try fixture.runAlone(source, inputs: RunInputs(servers: servers))
        #expect(report.error == nil)
        return fixture.setting.events.logLines
    }
}
