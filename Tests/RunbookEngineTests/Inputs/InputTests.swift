import AutomationCore
import RunbookEngine
import TestSupport
import Testing

@Suite struct InputTests {
    private static let everyType = """
        local input = runbook.inputs {
          text = { help = "a text" },
          count = { type = "number" },
          share = { type = "number" },
          really = { type = "boolean" },
          pause = { type = "duration" },
          color = { type = "choice", choices = { "red", "green" } },
          pem = { type = "file" },
          gate = { type = "server" },
          servers = { type = "servers" },
        }
        print(input.text, math.type(input.count), input.count, input.share, input.really, input.pause, input.color)
        print(input.pem, input.gate, input.gate.id, #input.servers, input.servers[2])
        """

    @Test func `every type is read from the operator's text`() throws {
        let fixture = try RunbookFixture()
        let variables = [
            "text": "hello world", "count": "3", "share": "0.5", "really": "yes", "pause": "1m30s", "color": "green",
            "pem": "test.pem", "gate": "id-9", "servers": "id-1, id-2,",
        ]
        let report = try fixture.runAlone(Self.everyType, inputs: RunInputs(variables: variables))
        #expect(report.error == nil)
        #expect(
            fixture.setting.events.logLines == [
                "hello world\tinteger\t3\t0.5\ttrue\t90.0\tgreen", "test.pem\tid-9\tid-9\t2\tid-2",
            ]
        )
    }

    @Test func `defaults stand in, and have the type that the operator's text would have`() throws {
        let fixture = try RunbookFixture()
        let report = try fixture.runAlone(
            """
            local input = runbook.inputs {
              text = { default = "hello" },
              count = { type = "number", default = 3 },
              really = { type = "boolean", default = false },
              pause = { type = "duration", default = "10m" },
              grace = { type = "duration", default = 5 },
              color = { type = "choice", choices = { "red", "green" }, default = "red" },
              gate = { type = "server", default = "id-9" },
              servers = { type = "servers", default = { "id-1", "id-2" } },
              others = { type = "servers", default = "id-3,id-4" },
            }
            print(input.text, input.count, input.really, input.pause, input.grace, input.color)
            print(input.gate.id, input.servers[2].id, input.others[1].id)
            """
        )
        #expect(report.error == nil)
        #expect(
            fixture.setting.events.logLines == ["hello\t3\tfalse\t600.0\t5\tred", "id-9\tid-2\tid-3"]
        )
    }

    @Test(arguments: [
        (#"{ type = "number", default = "many" }"#, #"expected a number, got "many""#),
        (#"{ type = "number", default = true }"#, "expected a number, got boolean"),
        (#"{ type = "duration", default = "soon" }"#, #"expected a duration like 90s or 10m, got "soon""#),
        (#"{ type = "choice", choices = { "a" }, default = "b" }"#, #"expected one of a, got "b""#),
        (#"{ type = "servers", default = { 1 } }"#, "expected server ids, separated by commas, got table"),
        (#"{ type = "string", default = 1 }"#, "expected a text, got number"),
    ])
    func `a default that is not of its type is refused`(
        declaration: String,
        message: String
    ) throws {
        let report = try RunbookFixture().runAlone("runbook.inputs { x = \(declaration) }")
        #expect(report.error?.kind == .input)
        #expect(report.error?.message == #"the default of input "x": \#(message)"#)
    }

    @Test func `all missing inputs are listed at once, each with the flag to give`() throws {
        let report = try RunbookFixture().runAlone(
            """
            runbook.inputs {
              servers = { type = "servers", help = "which servers" },
              key = { type = "file", help = "the private key" },
              count = { type = "number" },
            }
            """
        )
        let error = try #require(report.error)
        #expect(error.kind == .input)
        #expect(error.operation == "runbook.inputs")
        #expect(
            error.message == #"input "count" is missing: give --var count=VALUE; "#
                + #"input "key" is missing (the private key): give --var key=FILE; "#
                + #"input "servers" is missing (which servers): give --server ID, once per server"#
        )
        #expect(error.hint == "inputs: count (number), key (file, the private key), servers (servers, which servers)")
    }

    @Test(arguments: [
        (#"{ type = "number" }"#, "many", #"expected a number, got "many""#),
        (#"{ type = "boolean" }"#, "maybe", #"expected true or false, got "maybe""#),
        (#"{ type = "duration" }"#, "10 parsecs", #"expected a duration like 90s or 10m, got "10 parsecs""#),
        (#"{ type = "choice", choices = { "a", "b" } }"#, "c", #"expected one of a, b, got "c""#),
        (#"{ type = "file" }"#, "nowhere.pem", #"expected a file that can be read, got "nowhere.pem""#),
        (#"{ type = "servers" }"#, " , ", #"expected server ids, separated by commas, got " , ""#),
        (#"{ type = "server" }"#, "", #"expected a server id, got """#),
    ])
    func `a wrong value is refused with what was expected`(
        declaration: String,
        value: String,
        message: String
    ) throws {
        let report = try RunbookFixture().runAlone(
            "runbook.inputs { x = \(declaration) }",
            inputs: RunInputs(variables: ["x": value])
        )
        #expect(report.error?.kind == .input)
        #expect(report.error?.message == #"input "x": \#(message)"#)
    }

    @Test func `an unknown variable is refused with a suggestion`() throws {
        let report = try RunbookFixture().runAlone(
            #"runbook.inputs { count = { type = "number", default = 1 } }"#,
            inputs: RunInputs(variables: ["cuont": "2", "zzz": "3"])
        )
        #expect(
            report.error?.message
                == #"the runbook has no input "cuont"; did you mean "count"?; the runbook has no input "zzz""#
        )
    }

    @Test func `a misspelt type suggests the nearest`() throws {
        let report = try RunbookFixture().runAlone(#"runbook.inputs { x = { type = "secert" } }"#)
        #expect(report.error?.message.hasSuffix(#", got "secert"; did you mean "secret"?"#) == true)
    }

    @Test(arguments: [
        (#"x = { type = "numbr" }"#, #"input "x": the type must be one of string, number"#),
        (#"x = "number""#, #"input "x": expected a table like"#),
        (#"x = { typ = "number" }"#, #"input "x": there is no field "typ"; did you mean "type"?"#),
        (#"x = { type = "choice" }"#, #"input "x": a choice needs choices"#),
        (#"x = { type = "secert" }"#, #"input "x": the type must be one of string, number, boolean, duration, "#),
        (#"x = { type = 1 }"#, #"input "x": the type must be one of"#),
        (#"x = { help = 1 }"#, #"input "x": help must be a text, got number"#),
        (#"x = { optional = "yes" }"#, #"input "x": optional must be true or false, got string"#),
        (#"x = { choices = { "a" } }"#, #"input "x": choices are for the type choice, and this is a string"#),
        (
            #"x = { type = "choice", choices = { 1 } }"#,
            #"input "x": choices must be a list of texts, got number in it"#
        ),
        (#"x = { of = "number" }"#, #"input "x": of is for the type list, and this is a string"#),
        (#"x = { type = "list", of = "secret" }"#, #"input "x": the type of a list's elements must be one of string"#),
        (#"x = { type = "list", of = "choice" }"#, #"input "x": a choice needs choices"#),
        (#"x = { type = "secret", default = "a" }"#, #"input "x": a secret has no default"#),
        (#"x = { optional = true, default = "a" }"#, #"input "x": give default or optional, not both"#),
        (#"["no-name"] = {}"#, #"input "no-name": a name is made of letters, digits and _"#),
    ])
    func `a wrong declaration is a mistake of the runbook`(declaration: String, message: String) throws {
        let report = try RunbookFixture().runAlone("runbook.inputs { \(declaration) }")
        #expect(report.error?.kind == .argument)
        #expect(report.error?.message.hasPrefix(message) == true)
        #expect(report.error?.location == "test.lua:1")
    }
}
