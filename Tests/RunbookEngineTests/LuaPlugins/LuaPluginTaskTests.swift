import AutomationCore
import CloudSimulator
import PluginHost
import RunbookEngine
import TestSupport
import Testing

@Suite struct LuaPluginTaskTests {
    @Test func `calls from many tasks do not wait for one another`() throws {
        let fixture = try LuaPluginFixture.module(
            """
            parameters = { { name = "n", type = "integer", help = "x" } }, returns = { type = "integer", help = "x" },
            run = function(n) task.sleep("10s") done = done + 1 return n end
            """,
            top: "task = require \"task\" done = 0"
        )
        try fixture.use { service in
            let start = fixture.simulation.clock.now
            let report = await RunbookRunner(
                plugins: [ServedModules(modules: service.modules)],
                context: fixture.context,
                inputs: RunInputs()
            ).run(
                Runbook(
                    name: "test.lua",
                    source: """
                        local task, team = require "task", require "team"
                        local all = {}
                        for i = 1, 200 do all[i] = task.spawn(team.call, i) end
                        local sum = 0
                        for i = 1, 200 do sum = sum + all[i]:await() end
                        print(sum)
                        """
                )
            )
            #expect(report.error == nil)
            #expect(fixture.simulation.clock.now.offset - start.offset == .seconds(10))
        }
        #expect(fixture.events.logLines == ["20100"])
    }

    @Test func `tasks that a function starts end with its call`() throws {
        let fixture = try LuaPluginFixture.module(
            """
            returns = { type = "string", help = "x" },
            run = function()
              local order = {}
              task.all { function() task.sleep(2) order[#order + 1] = "b" end, function() order[#order + 1] = "a" end }
              task.spawn(function() task.sleep(5) print("late") end)
              return table.concat(order)
            end
            """,
            top: "local task = require \"task\""
        )
        #expect(try fixture.lines("print(require(\"team\").call())") == ["team: late", "ab"])
    }

    @Test func `a call that is cancelled ends in the plugin too, and cleans up there`() throws {
        let fixture = try LuaPluginFixture.module(
            """
            run = function()
              local guard <close> = setmetatable({}, { __close = function() print("closed") end })
              task.sleep("1h")
            end
            """,
            top: "local task = require \"task\""
        )
        let lines = try fixture.lines(
            """
            local task, team = require "task", require "team"
            print(select(2, pcall(task.timeout, "3s", team.call)).kind)
            """
        )
        #expect(lines == ["team: closed", "timeout"])
    }

    @Test func `a module that is there already is refused by its name`() throws {
        let fixture = try LuaPluginFixture.module("run = function() end")
        try fixture.simulation.run {
            let plugin = try await fixture.load()
            let taken = HostModule(name: "team", summary: "x", functions: [])
            let report = await RunbookRunner(
                plugins: [ServedModules(name: "first", modules: [taken]), ServedModules(modules: plugin.modules)],
                context: fixture.context,
                inputs: RunInputs()
            ).run(Runbook(name: "test.lua", source: ""))
            #expect(
                report.error?.message
                    == "plugin \"served\": it adds the module \"team\", which plugin \"first\" has already"
            )
            let error = await #expect(throws: AutomationError.self) {
                try await ActivePlugins.with([PluginLaunch(plugin)], run: fixture.context, reserved: ["team"]) { _ in }
            }
            #expect(error?.message == "plugin \"team\": it adds the module \"team\", which is built in")
        }
    }

    @Test func `a module that is only declared is called by nobody`() throws {
        let fixture = try LuaPluginFixture.module("run = function() end")
        try fixture.simulation.run {
            let plugin = try await fixture.load()
            let report = await RunbookRunner(plugins: [plugin], context: fixture.context, inputs: RunInputs())
                .run(Runbook(name: "test.lua", source: "require(\"team\").call()"))
            #expect(report.error?.message == "plugin \"team\" is not in use in this run")
        }
    }
}
