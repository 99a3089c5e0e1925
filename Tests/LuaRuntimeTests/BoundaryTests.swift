import LuaRuntime
import Testing

struct BoundaryTests {
    @Test func `values of every kind cross in both directions`() throws {
        let values = try LuaFixture.withHost().run(
            """
            local host = require "host"
            local r = host.echo(nil, true, 42, 1.5, "text", {1, 2, 3}, {name = "n", nested = {x = {}}}, "\\xff\\0")
            assert(r[2] == true and r[3] == 42 and math.type(r[3]) == "integer" and r[4] == 1.5 and r[5] == "text")
            assert(#r[6] == 3 and r[7].name == "n" and next(r[7].nested.x) == nil and r[8] == "\\xff\\0")
            return r[5], r[8]
            """
        )
        #expect(values.count == 2)
        #expect(values.first?.text == "text")
        guard case .bytes(let bytes) = values.last else {
            Issue.record("a string that is no UTF-8 arrives as bytes")
            return
        }
        #expect(bytes == [0xff, 0])
    }

    @Test func `a host error is a table with one readable line, and pcall sees it`() throws {
        let values = try LuaFixture.withHost().run(
            """
            local host = require "host"
            local ok, err = pcall(host.fail)
            local again, same = pcall(error, err)
            return ok, type(err), tostring(err), err.location, rawequal(err, same)
            """
        )
        #expect(described(values) == #"false "table" "it broke" "test.lua:2" true"#)
    }

    @Test func `an uncaught host error arrives typed, with place and traceback`() throws {
        let error = try LuaFixture.withHost().failure(
            """
            local host = require "host"
            local function inner()
              host.fail()
            end
            local function outer() inner() return 1 end
            outer()
            """
        )
        #expect(error.kind == .runtime)
        #expect(error.message == "it broke")
        #expect(error.value["location"]?.text == "test.lua:3")
        let traceback = try #require(error.traceback)
        #expect(traceback.contains("test.lua:3: in upvalue 'inner'"))
        #expect(traceback.contains("'outer'"))
    }

    @Test func `a script's own error has file, line, and a traceback taken before the stack is gone`() throws {
        let error = try LuaFixture().failure(
            "local t = nil\nlocal function f() return t.x end\nlocal y = f()\nreturn y"
        )
        #expect(error.message == "test.lua:2: attempt to index a nil value (upvalue 't')")
        #expect(error.traceback?.contains("test.lua:2: in local 'f'") == true)
    }

    @Test func `a syntax error names file and line`() throws {
        let error = try LuaFixture().failure("local x = = 1")
        #expect(error.kind == .syntax)
        #expect(error.message.hasPrefix("test.lua:1: unexpected symbol near '='"))
    }

    @Test func `compiled Lua is refused`() throws {
        let error = try LuaFixture().failure("\u{1b}Lua")
        #expect(error.kind == .syntax)
    }

    @Test func `an error raised with any value arrives`() throws {
        #expect(try LuaFixture().failure("error({kind = 'mine', message = 'm'})").value["kind"]?.text == "mine")
        #expect(try LuaFixture().failure("error(nil)").message == "nil")
        #expect(try LuaFixture().failure("error(print)").message.hasPrefix("function"))
        #expect(try LuaFixture().failure("local t = {} t.t = t error(t)").message.contains("cannot be shown"))
    }

    @Test func `what cannot cross is refused with a reason`() throws {
        let fixture = LuaFixture.withHost()
        let cyclic = "local t = {} t.t = t require('host').echo(t)"
        #expect(try fixture.failure(cyclic).message == "host.echo: the table is nested too deeply, or contains itself")
        let mixed = "require('host').echo({1, x = 2})"
        #expect(try fixture.failure(mixed).message.contains("either positions 1 to n, without gaps, or named fields"))
        let thread = "require('host').echo(coroutine.create(print))"
        #expect(try fixture.failure(thread).message == "host.echo: a thread cannot be passed to the host")
    }

    @Test(arguments: 0...40)
    func `a refusal from deep inside a table leaves the Lua stack whole`(parameters: Int) throws {
        // How much of the stack is left when the refusal comes depends on the caller's own slots.
        let names = (0..<parameters).map { "a\($0)" }.joined(separator: ", ")
        let source = """
            local echo = require("host").echo
            local deep = {} for i = 1, 100 do deep = {x = deep} end
            local mixed = {1, x = 2} for i = 1, 60 do mixed = {x = mixed} end
            local function f(\(names)) return pcall(echo, deep), pcall(echo, mixed), pcall(echo, {coroutine.create(f)}) end
            for i = 1, 20 do coroutine.wrap(f)() end
            f()
            local junk = {} for i = 1, 2000 do junk[i] = {i} end
            return "alive"
            """
        #expect(try LuaFixture.withHost().run(source).first?.text == "alive")
    }

    @Test func `an unknown name raises what the host says about it`() throws {
        var fixture = LuaFixture.withHost()
        fixture.configuration.explainUnknownName = { "\($0.scope) \($0.name) \($0.known.contains("echo"))" }
        #expect(try fixture.failure("require('host').ecko()").message == "test.lua:1: module(\"host\") ecko true")
        #expect(try fixture.failure("return nonsense").message == "test.lua:1: globals nonsense false")
        #expect(try fixture.failure("require 'hots'").message.hasSuffix("modules hots false"))
    }

    @Test func `a memory limit ends the script and not the process`() throws {
        var fixture = LuaFixture.withHost()
        fixture.configuration.memoryLimit = 8 << 20
        let endless = try fixture.failure("local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end")
        #expect(endless.message.contains("not enough memory"))
        let values = try fixture.run("return pcall(string.rep, 'x', 1 << 30), 'alive'")
        #expect(values.last?.text == "alive")
        let crossing = "local s = ('x'):rep(3 << 20) return pcall(require('host').echo, s, s), 'alive'"
        #expect(try fixture.run(crossing).last?.text == "alive")
    }

    @Test func `what reaches files, programs, machine code and finalizers is not there`() throws {
        for name in ["io", "dofile", "loadfile", "package"] {
            #expect(described(try LuaFixture().run("return rawget(_G, '\(name)') == nil")) == "true")
        }
        let missing = "return os.execute, os.exit, os.remove, os.getenv, string.dump, debug.sethook"
        #expect(described(try LuaFixture().run(missing)) == "nil nil nil nil nil nil")
        #expect(try LuaFixture().failure("setmetatable({}, {__gc = print})").message.contains("finalizers"))
        #expect(try LuaFixture().failure("assert(load('\\27Lua'))").message.contains("binary chunk"))
    }

    @Test func `time and chance are the run's own`() throws {
        var fixture = LuaFixture()
        fixture.configuration.randomSeed = 7
        fixture.configuration.wallTime = { 86_400 }
        fixture.configuration.monotonicTime = { 12.5 }
        let source = "return math.random(1 << 40), os.time(), os.date('!%Y-%m-%d'), os.clock()"
        let first = try fixture.run(source)
        #expect(described(try fixture.run(source)) == described(first))
        #expect(described(Array(first.dropFirst())) == #"86400 "1970-01-02" 12.5"#)
    }
}
