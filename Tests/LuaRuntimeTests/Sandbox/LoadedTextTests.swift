import LuaRuntime
import Testing

@Suite struct LoadedTextTests {
    @Test(arguments: [
        // Text gets the environment of who loads it: its own _ENV, however that came about.
        ("x = 1 return load('return x')()", "1"),
        ("local _ENV = {load = load, x = 2} return load('return x')()", "2"),
        ("local function f(_ENV) return load('return x')() end return f({load = load, x = 3})", "3"),
        (
            "local load = load local function f() local _ENV = {x = 4} return (function() return load('return x')() end)() end return f()",
            "nil"
        ),
        (
            "local load = load local function f() local _ENV = {x = 4} return (function() local _ = y return load('return x')() end)() end return f()",
            "4"
        ),
        ("return load('local _ENV = {load = load, x = 5} return load(\"return x\")()')()", "5"),
        ("local t = {load = load, x = 6} return load('return load(\"return x\")()', '=t', 't', t)()", "6"),
        ("local t = {load = load, x = 7} return load('return (load(\"return x\"))()', '=t', 't', t)()", "7"),
        ("x = 8 return load('return load(\"x = 9 return x\")()')(), x", "9 9"),
        // An environment that is given goes before it.
        ("x = 1 return load('return x', '=t', 't', {x = 2})()", "2"),
        (
            "return pcall(load('return x', '=t', 't', nil))",
            #"false "t:1: attempt to index a nil value (upvalue '_ENV')""#
        ),
        (
            "local function f() local _ENV = {load = load} x = 1 return load('x = 2 return x')(), x end return f()",
            "2 2"
        ),
    ])
    func `text that is loaded has the environment of who loads it`(script: String, values: String) throws {
        var fixture = LuaFixture()
        fixture.configuration.explainUnknownName = { _ in nil }
        #expect(described(try fixture.run(script)) == values)
    }

    @Test(arguments: ["", "t", "b", "bt", "tb", "x"])
    func `compiled code is refused, whatever the mode`(mode: String) throws {
        let chunk = #""\27Lua\84\0\25\147\r\n\26\n\4\8\8""#
        let values = try LuaFixture().run("return load(\(chunk), '=c', '\(mode)')")
        #expect(values.count == 2)
        #expect(values.last?.text?.hasPrefix("attempt to load a binary chunk") == true)
    }

    @Test func `text is refused where only compiled code is asked for, as in plain Lua`() throws {
        let values = try LuaFixture().run("return load('return 1', '=c', 'b')")
        #expect(values.last?.text?.hasPrefix("attempt to load a text chunk") == true)
        #expect(described(try LuaFixture().run("return load('return 1', '=c', 'bt')()")) == "1")
    }

    @Test func `compiled code is refused as a runbook and as a module, too`() throws {
        #expect(try LuaFixture().failure("\u{1B}Lua").message.contains("attempt to load a binary chunk"))
        var fixture = LuaFixture()
        fixture.configuration.findModule = { LuaSource(text: "\u{1B}Lua", name: $0 + ".lua") }
        #expect(try fixture.failure("require 'm'").message.contains("attempt to load a binary chunk"))
    }
}
