import AutomationCore
import CloudSimulator
import PluginHost
import RunbookEngine
import StandardPlugins
import TestSupport
import Testing

@Suite struct LuaPluginModuleTests {
    @Test func `a runbook calls a function with parameters, options and what stands in for them`() throws {
        let fixture = try LuaPluginFixture.module(
            """
            parameters = {
              { name = "text", type = "string", help = "what" },
              { name = "count", type = "integer", help = "how often", default = 2 },
            },
            options = {
              mark = { type = "string", help = "what between", default = "-" },
              loud = { type = "boolean", help = "whether loudly", optional = true },
            },
            returns = { type = "string", help = "the texts" },
            run = function(text, count, options)
              local all = {}
              for i = 1, count do all[i] = options.loud and text:upper() or text end
              return table.concat(all, options.mark)
            end
            """
        )
        let lines = try fixture.lines(
            """
            local team = require "team"
            print(team.call("a"))
            print(team.call("a", 3))
            print(team.call("a", { loud = true }))
            print(team.call("a", 3, { mark = "+" }))
            print(pcall(team.call, 5))
            print(select(2, pcall(team.call, "a", { loudd = true })).message)
            """
        )
        #expect(
            lines == [
                "a-a", "a-a-a", "A-A", "a+a+a",
                "false\tteam.call: argument 1 \"text\": expected a string, got 5",
                "there is no option \"loudd\"; did you mean \"loud\"?",
            ]
        )
    }

    @Test func `values are copies, and servers and secrets are the same on both sides`() throws {
        let fixture = try LuaPluginFixture.module(
            """
            parameters = { { name = "value", type = "any", help = "any" } },
            returns = { type = "any", help = "the same", optional = true },
            run = function(value) if type(value) == "table" then value.more = true end return value end
            """
        )
        let options = """
            local team = require "team"
            local t = { a = { 1, 2.5, "x", false } }
            local back = team.call(t)
            print(t.more, back.more, back.a[1], back.a[2], back.a[3], back.a[4], back == t)
            print(team.call("\\xff") == "\\xff")
            """
        #expect(try fixture.lines(options) == ["nil\ttrue\t1\t2.5\tx\tfalse\tfalse", "true"])
    }

    @Test func `a server given by its id is a server in the plugin, and a text where a secret is due becomes one`()
        throws
    {
        let fixture = try LuaPluginFixture.module(
            """
            parameters = { { name = "server", type = "server", help = "which" } },
            returns = { type = "secret", help = "its word" },
            run = function(server) return "word of " .. server.id end
            """
        )
        #expect(try fixture.lines("print(require(\"team\").call(\"s-1\"))") == ["<secret>"])
    }

    @Test func `what the declaration does not say is not given back`() throws {
        let cases = [
            ("run = function() return 5 end", "team.call returned a number, and its declaration has no \"returns\""),
            (
                "returns = { type = \"string\", help = \"x\" }, run = function() return 5 end",
                "team.call returned a number; expected a string"
            ),
            (
                "returns = { type = \"any\", help = \"x\" }, run = function() return print end",
                "team.call: a function cannot be passed to a plugin or come back from one"
            ),
            (
                "returns = { type = \"any\", help = \"x\" }, run = function() return { print } end",
                "a function cannot be passed to a plugin or come back from one"
            ),
            (
                "returns = { type = \"any\", help = \"x\" }, run = function() return coroutine.create(print) end",
                "a thread cannot be passed to the host"
            ),
        ]
        for (function, problem) in cases {
            let error = #expect(throws: AutomationError.self) {
                try LuaPluginFixture.module(function).lines("require(\"team\").call()")
            }
            #expect(error?.message.contains("plugin \"team\": ") == true)
            #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
        }
    }

    @Test func `a function as an argument is refused, wherever it is in it`() throws {
        let fixture = try LuaPluginFixture.module(
            "parameters = { { name = \"v\", type = \"any\", help = \"x\" } }, run = function() end"
        )
        for argument in ["print", "{ print }", "{ a = { b = function() end } }"] {
            let error = #expect(throws: AutomationError.self) {
                try fixture.lines("require(\"team\").call(\(argument))")
            }
            #expect(error?.kind == .argument)
            #expect(error?.message == "\"v\": a function cannot be passed to a plugin or come back from one")
        }
    }

    @Test func `an error keeps its kind, its hint and the plugin's name, and can be caught`() throws {
        let fixture = try LuaPluginFixture.module(
            """
            parameters = { { name = "how", type = "string", help = "how" } },
            run = function(how)
              if how == "table" then error({ kind = "busy", message = "too busy", hint = "come later", retryable = true }) end
              if how == "text" then error("no such thing") end
              local nothing
              return nothing.field
            end
            """
        )
        let lines = try fixture.lines(
            """
            local team = require "team"
            for _, how in ipairs { "table", "text", "crash" } do
              local ok, err = pcall(team.call, how)
              print(err.kind, err.message, err.hint, err.retryable, err.operation)
            end
            """
        )
        #expect(
            lines == [
                "busy\tplugin \"team\": too busy\tcome later\ttrue\tteam.call",
                "plugin\tplugin \"team\": plugin.lua:5: no such thing\tnil\tfalse\tteam.call",
                "plugin\tplugin \"team\": plugin.lua:7: attempt to index a nil value (local 'nothing')\tnil\tfalse\tteam.call",
            ]
        )
    }
}
