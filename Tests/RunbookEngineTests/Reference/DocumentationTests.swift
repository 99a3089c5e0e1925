import AutomationCore
import Foundation
import RunbookEngine
import Testing

@Suite struct DocumentationTests {
    private let reference = DeclaredExample.reference

    private func text(_ name: String?) throws -> String {
        try reference.page(about: name).joined(separator: "\n")
    }

    @Test func `without a name there is a line about everything`() throws {
        #expect(
            try text(nil).hasPrefix(
                """
                gate: Gates of the yard.
                  gate.wait(server [, code] [, options])  Waits until a gate is open.
                  gate.each(gates [, options], fn)        Calls a function for every gate.
                  gate.say([message] [, ...])             Says something.
                  gate.null                               no gate

                big gate: A big gate.
                """
            )
        )
    }

    @Test(arguments: ["gate.wait", "gate:wait", "GATE.WAIT", "wait"])
    func `a function's page tells everything that was declared`(name: String) throws {
        #expect(
            try text(name) == """
                gate.wait(server [, code] [, options])

                Waits until a gate is open.

                PARAMETERS:
                  server: server or id    the gate's server
                  code: secret or string  the code, when it has one; may be left out

                OPTIONS:
                  timeout: duration       how long at the most; default: 15m
                  mode: "soft" or "hard"  how to push; may be left out

                RETURNS:
                  big gate or nil: the gate, or nil

                RAISES:
                  argument, cancelled, timeout

                EFFECT:
                  read. Changes nothing: may be called any number of times.

                WAITS:
                  yes; only the task that calls it stands still
                """
        )
    }

    @Test func `a module's page says how to get it`() throws {
        let page = try text("gate")
        #expect(page.contains(#"local gate = require "gate""#))
        #expect(page.contains("gate.each(gates [, options], fn)"))
    }

    @Test(arguments: ["big gate", "big_gate"])
    func `an object's page has its fields and methods`(name: String) throws {
        let page = try text(name)
        #expect(page.contains("width: number  in metres"))
        #expect(page.contains("big gate:shut()  Shuts it."))
        #expect(try text("big gate:shut").contains("RETURNS:\n  boolean: whether it was open"))
    }

    @Test func `a name that a module and an object share shows both`() throws {
        let page = try ScriptReference(DeclaredExample.builtIn()).page(about: "server")
        #expect(page.first == "server")
        #expect(page.contains("server (a kind of object)"))
    }

    @Test(arguments: [("gate.wiat", "gate.wait"), ("gat", "gate"), ("erorr", "error"), ("big gat", "big gate")])
    func `a misspelt name is the command line's fault, with a suggestion`(name: String, meant: String) throws {
        let error = try #require(throws: AutomationError.self) { try reference.page(about: name) }
        #expect(error.kind == .input)
        #expect(error.message == "there is no module, function or object \"\(name)\"; did you mean \"\(meant)\"?")
        #expect(error.hint?.contains("gate, big gate") == true)
    }

    @Test func `the JSON has the same for programs`() throws {
        struct Document: Decodable {
            struct Function: Decodable {
                var name: String
                var signature: String
                var errors: [String]
                var effect: String
                var waits: Bool
            }
            var functions: [Function]
        }
        let data = try JSONEncoder().encode(reference.document(about: "gate.wait"))
        let function = try #require(JSONDecoder().decode(Document.self, from: data).functions.first)
        #expect(function.name == "gate.wait")
        #expect(function.signature == "gate.wait(server [, code] [, options])")
        #expect(function.errors == ["argument", "cancelled", "timeout"])
        #expect(function.effect == "read")
        #expect(function.waits)
    }
}
