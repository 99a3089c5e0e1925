import LuaRuntime
import Testing

@Suite struct ClosedVariableTests {
    /// Prints what a variable is closed with, at the top of the script, where no `pcall` is.
    private static let guarded = """
        local host = require 'host'
        local mine = {kind = 'mine'}
        local x <close> = setmetatable({}, {__close = function(_, e)
          host.sleep(1)
          print(type(e), type(e) == 'table' and e.kind or e, rawequal(e, mine))
        end})

        """

    @Test(arguments: [
        ("error(mine)", "table\tmine\ttrue"), ("error('text', 0)", "string\ttext\tfalse"),
        ("error()", "nil\tnil\tfalse"),
        ("host.fail_later()", "table\thost\tfalse"), ("return 1", "nil\tnil\tfalse"),
        ("local t = nil t.x = 1", "string\ttest.lua:7: attempt to index a nil value (local 't')\tfalse"),
    ])
    func `what is closed at the top of a script gets the very error, and may wait`(end: String, line: String) throws {
        let output = PrintedOutput()
        var fixture = LuaFixture.withHost()
        fixture.configuration.globals = [output.function()]
        if end.hasPrefix("return") {
            _ = try fixture.run(Self.guarded + end)
        } else {
            let error = try fixture.failure(Self.guarded + end)
            #expect(error.traceback?.contains("test.lua:7") == true)
        }
        #expect(output.text == line + "\n")
    }

    @Test func `an error in what is closed takes the place of the one before, with its own traceback`() throws {
        let error = try LuaFixture().failure(
            """
            local x <close> = setmetatable({}, {__close = function(_, e)
              error(e .. ", and then this", 0)
            end})
            error("first", 0)
            """
        )
        #expect(error.message == "first, and then this")
        #expect(error.traceback?.contains("test.lua:2") == true)
    }

    @Test func `the traceback is that of the error that ends the call, and not of one that was caught before`() throws {
        let error = try LuaFixture().failure(
            """
            load(function() error("in a reader") end)
            pcall(error, "caught")
            local function f()
              error("the last", 0)
            end
            f()
            """
        )
        #expect(error.traceback?.contains("test.lua:4") == true)
        #expect(error.traceback?.contains("test.lua:1:") == false)
    }
}
