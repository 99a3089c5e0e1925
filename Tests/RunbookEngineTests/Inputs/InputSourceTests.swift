import AutomationCore
import RunbookEngine
import TestSupport
import Testing

/// Where values come from, and which goes before which.
@Suite struct InputSourceTests {
    private static let source = #"print(runbook.inputs { x = { default = "declared" } }.x)"#

    private static func file(_ values: [String: Value], name: String = "vars.yaml", isPrivate: Bool = true) -> InputFile
    {
        InputFile(name: name, values: values, isPrivate: isPrivate)
    }

    private func lines(_ source: String, _ inputs: RunInputs) throws -> [String] {
        let fixture = try RunbookFixture()
        let report = try fixture.runAlone(source, inputs: inputs)
        #expect(report.error == nil)
        return fixture.setting.events.logLines
    }

    private func failure(_ source: String, _ inputs: RunInputs) throws -> AutomationError {
        try #require(try RunbookFixture().runAlone(source, inputs: inputs).error)
    }

    @Test func `the command line goes before files, files before the environment, that before the declaration`() throws
    {
        var inputs = RunInputs()
        #expect(try lines(Self.source, inputs) == ["declared"])
        inputs.environment = ["LATCHKEY_VAR_X": "environment"]
        #expect(try lines(Self.source, inputs) == ["environment"])
        inputs.files = [Self.file(["x": .string("file")])]
        #expect(try lines(Self.source, inputs) == ["file"])
        inputs.files.append(Self.file(["x": .string("later file")]))
        #expect(try lines(Self.source, inputs) == ["later file"])
        inputs.files.append(Self.file(["x": .none]))
        #expect(try lines(Self.source, inputs) == ["later file"])
        inputs.variables = ["x": "variable"]
        #expect(try lines(Self.source, inputs) == ["variable"])
    }

    @Test func `the values of a file keep their types`() throws {
        var inputs = RunInputs()
        inputs.files = [
            Self.file([
                "names": .list([.string("a, b"), .string("c")]), "numbers": .list([.integer(1), .number(2.5)]),
                "count": .integer(3), "share": .number(0.5), "really": .boolean(false), "pause": .integer(90),
                "grace": .string("2m"), "one": .string("id-1"), "servers": .list([.string("id-2"), .string("id-3")]),
            ])
        ]
        let lines = try lines(
            """
            local i = runbook.inputs {
              names = { type = "list" }, numbers = { type = "list", of = "number" }, count = { type = "number" },
              share = { type = "number" }, really = { type = "boolean" }, pause = { type = "duration" },
              grace = { type = "duration" }, one = { type = "server" }, servers = { type = "servers" },
            }
            print(#i.names, i.names[1], i.numbers[1], i.numbers[2], math.type(i.count), i.share, i.really)
            print(i.pause, i.grace, i.one.id, #i.servers, i.servers[2].id)
            """,
            inputs
        )
        #expect(lines == ["2\ta, b\t1\t2.5\tinteger\t0.5\tfalse", "90\t120.0\tid-1\t2\tid-3"])
    }

    @Test(arguments: [
        (#"{ type = "string" }"#, Value.integer(3), "expected a text, got number"),
        (#"{ type = "number" }"#, .boolean(true), "expected a number, got boolean"),
        (#"{ type = "number" }"#, .string("many"), #"expected a number, got "many""#),
        (
            #"{ type = "list", of = "number" }"#, .list([.integer(1), .string("x")]),
            #"expected a number as element 2, got "x""#
        ),
        (#"{ type = "duration" }"#, .integer(-1), "expected a duration like 90s or 10m, got number"),
        (#"{ type = "servers" }"#, .list([.integer(1)]), "expected server ids, separated by commas, got table"),
        (#"{ type = "secret" }"#, .integer(4711), "expected a secret as text, got number"),
        (
            #"{ type = "choice", choices = { "red" } }"#, .string("rde"),
            #"expected one of red, got "rde"; did you mean "red"?"#
        ),
    ])
    func `a wrong value of a file is refused, and the file named`(
        declaration: String,
        value: Value,
        message: String
    ) throws {
        var inputs = RunInputs()
        inputs.files = [Self.file(["x": value])]
        let error = try failure("runbook.inputs { x = \(declaration) }", inputs)
        #expect(error.kind == .input)
        #expect(error.message == "input \"x\" (from vars.yaml): " + message)
    }

    @Test func `a name in a file that means nothing is refused, one in the environment is none of ours`() throws {
        var inputs = RunInputs()
        inputs.files = [Self.file(["cuont": .integer(1)])]
        inputs.environment = ["LATCHKEY_VAR_CUONT": "1"]
        let error = try failure(#"runbook.inputs { count = { type = "number", default = 1 } }"#, inputs)
        #expect(error.message == #"vars.yaml: the runbook has no input "cuont"; did you mean "count"?"#)
        inputs.files = []
        #expect(try lines(#"print(runbook.inputs { count = { default = "1" } }.count)"#, inputs) == ["1"])
    }

    @Test func `a wrong value of the environment names the variable`() throws {
        var inputs = RunInputs()
        inputs.environment = ["LATCHKEY_VAR_COUNT": "many"]
        let error = try failure(#"runbook.inputs { count = { type = "number" } }"#, inputs)
        #expect(error.message == #"input "count" (from LATCHKEY_VAR_COUNT): expected a number, got "many""#)
    }

    @Test func `a list is separated by commas on the command line, and may be empty`() throws {
        let source = """
            local i = runbook.inputs { x = { type = "list", default = { "z" } }, y = { type = "list", of = "duration" } }
            print(#i.x, i.x[1], #i.y, i.y[2])
            """
        #expect(try lines(source, RunInputs(variables: ["y": "1m, 2m,"])) == ["1\tz\t2\t120.0"])
        #expect(try lines(source, RunInputs(variables: ["x": "", "y": "1"])) == ["0\tnil\t1\tnil"])
    }

    @Test func `an optional input without a value is nil, and one with a value has it`() throws {
        let source = #"print(runbook.inputs { x = { type = "number", optional = true } }.x)"#
        #expect(try lines(source, RunInputs()) == ["nil"])
        #expect(try lines(source, RunInputs(variables: ["x": "1"])) == ["1"])
    }

    @Test func `a folder is no file`() throws {
        let error = try failure(#"runbook.inputs { x = { type = "file" } }"#, RunInputs(variables: ["x": "."]))
        #expect(error.message == #"input "x": expected a file that can be read, got ".""#)
    }

    @Test func `values for a runbook that declares nothing are told of`() throws {
        #expect(
            try lines("print(1)", RunInputs(variables: ["dry_run": "true"])) == [
                "1", "the runbook declares no inputs, so nothing was made of dry_run",
            ]
        )
    }
}
