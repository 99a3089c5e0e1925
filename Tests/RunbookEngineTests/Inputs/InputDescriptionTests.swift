import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

/// Asking a runbook for its inputs without running it.
@Suite struct InputDescriptionTests {
    private static let declarations = """
        runbook.inputs {
          servers = { type = "servers", help = "which servers" },
          key = { type = "file", help = "the key" },
          tags = { type = "list", of = "number", default = { 1, 2 } },
          color = { type = "choice", choices = { "red", "green" }, default = "red" },
          pin = { type = "secret" },
          note = { optional = true },
        }
        """

    private func describe(_ source: String) throws -> ([InputDescription]?, [RunEvent], Int) {
        let fixture = try RunbookFixture()
        let runner = fixture.runner()
        let inputs = try fixture.setting.simulation.run {
            try await runner.inputs(of: Runbook(name: RunbookFixture.name, source: source))
        }
        return (inputs, fixture.setting.events.all, fixture.setting.requests.count)
    }

    @Test func `every input is told with its type, default and flag`() throws {
        let inputs = try #require(try describe(Self.declarations).0)
        #expect(inputs.map(\.name) == ["color", "key", "note", "pin", "servers", "tags"])
        #expect(inputs.map(\.type) == ["choice", "file", "string", "secret", "servers", "list of number"])
        #expect(inputs.map(\.defaultText) == ["red", nil, nil, nil, nil, "1,2"])
        #expect(inputs.map(\.isOptional) == [true, false, true, false, false, true])
        #expect(
            inputs.map(\.flag) == [
                "--var color=VALUE", "--var key=FILE", "--var note=VALUE", "--secret pin=FILE",
                "--server ID, once per server", "--var tags=VALUE,VALUE",
            ]
        )
        #expect(inputs.first?.choices == ["red", "green"])
        #expect(inputs.first?.variable == "LATCHKEY_VAR_COLOR")
    }

    @Test(arguments: [
        "print('before') require('log').info('before') ", "local password = require 'password' ",
        "pcall(require('server').list) ", "local ok = pcall(function() require('fleet').each({}, print) end) ",
    ])
    func `nothing that comes before the declaration is seen or sent`(before: String) throws {
        let (inputs, events, requests) = try describe(before + Self.declarations)
        #expect(inputs?.count == 6)
        #expect(events.isEmpty)
        #expect(requests == 0)
    }

    @Test(arguments: [
        Self.declarations + " require('server').list()",
        "pcall(function() \(Self.declarations) end) pcall(require('server').list) require('server').list()",
        "pcall(function() \(Self.declarations) end) for _ = 1, 10 do pcall(require('log').info, 'after') end print('after')",
        "local t <close> = setmetatable({}, { __close = function() print('closed') end }) \(Self.declarations)",
    ])
    func `nothing that comes after it is, whatever catches the end`(source: String) throws {
        let (inputs, events, requests) = try describe(source)
        #expect(inputs?.count == 6)
        #expect(events.isEmpty)
        #expect(requests == 0)
    }

    @Test func `a runbook without a declaration has none`() throws {
        #expect(try describe("print(1)").0 == nil)
        #expect(try describe("runbook.inputs {}").0?.isEmpty == true)
    }

    @Test func `a runbook that calls the cloud first is told to declare first`() throws {
        let error = try #require(throws: AutomationError.self) { try describe("require('server').list()") }
        #expect(error.kind == .script)
        #expect(
            error.message
                == "the runbook calls server.list before runbook.inputs, so its inputs cannot be told without running it"
        )
    }

    @Test func `a mistake before the declaration, or in it, is told like any other`() throws {
        let syntax = try #require(throws: AutomationError.self) { try describe("local = 1") }
        #expect(syntax.message.hasPrefix("test.lua:1: "))
        let declaration = try #require(throws: AutomationError.self) {
            try describe(#"runbook.inputs { x = { typ = "file" } }"#)
        }
        #expect(declaration.message == #"input "x": there is no field "typ"; did you mean "type"?"#)
    }
}
