import AutomationCore
import CloudSimulator
import Foundation
import PluginHost
import RunbookEngine
import TestSupport
import Testing

@Suite struct LuaPluginTroubleTests {
    private func inventory(_ body: String, top: String = "", more: String = "") throws -> LuaPluginFixture {
        try LuaPluginFixture("inventory = function() \(body) end, \(more)", top: top)
    }

    @Test func `a call that computes for ever is ended, and the next one works`() throws {
        let fixture = try inventory(
            "if first then first = false while true do end end return { { id = \"a\" } }",
            top: "first = true"
        )
        try fixture.use { service in
            let inventory = try #require(service.inventory)
            let error = await #expect(throws: AutomationError.self) { try await inventory.servers() }
            #expect(error?.kind == .limit)
            #expect(error?.message.hasPrefix("plugin \"team\": plugin.lua:2: ") == true)
            #expect(try await inventory.servers() == [Server(id: "a")])
        }
    }

    @Test func `a call that uses up the memory is ended, and the next one works when that was its own`() throws {
        let fixture = try inventory(
            "if first then first = false local t = {} while true do t[#t + 1] = (\"x\"):rep(1e5) .. #t end end return {}",
            top: "first = true"
        )
        try fixture.use { service in
            let inventory = try #require(service.inventory)
            let error = await #expect(throws: AutomationError.self) { try await inventory.servers() }
            #expect(error?.kind == .limit)
            #expect(error?.message == "plugin \"team\": it has used up its memory, which is 16 MB")
            #expect(try await inventory.servers() == [])
        }
    }

    @Test func `a state that has no memory left goes on giving the first reason`() throws {
        let fixture = try inventory("while true do kept[#kept + 1] = (\"x\"):rep(1e4) .. #kept end", top: "kept = {}")
        try fixture.use { service in
            let inventory = try #require(service.inventory)
            for _ in 0..<3 {
                let error = await #expect(throws: AutomationError.self) { try await inventory.servers() }
                #expect(error?.message == "plugin \"team\": it has used up its memory, which is 16 MB")
            }
        }
    }

    @Test func `an answer that does not come is not waited for longer than five minutes`() throws {
        let fixture = try inventory("task.sleep(\"10h\") return {}", top: "local task = require \"task\"")
        try fixture.use { service in
            let start = fixture.simulation.clock.now
            let inventory = try #require(service.inventory)
            let error = await #expect(throws: AutomationError.self) { try await inventory.servers() }
            #expect(error?.kind == .timeout)
            #expect(error?.message == "plugin \"team\": inventory took longer than 5m")
            #expect(fixture.simulation.clock.now.offset - start.offset == .seconds(300))
        }
    }

    @Test func `what is cancelled while a plugin is asked is cancelled in the plugin`() throws {
        let fixture = try inventory(
            "local ok, err = pcall(task.sleep, \"1h\") print(ok, err.kind) error(err)",
            top: "local task = require \"task\""
        )
        try fixture.use { service in
            let inventory = try #require(service.inventory)
            let asking = Task(executorPreference: fixture.simulation.executor) { try await inventory.servers() }
            try await fixture.simulation.clock.sleep(for: .seconds(1))
            asking.cancel()
            await #expect(throws: CancellationError.self) { try await asking.value }
        }
        #expect(fixture.events.logLines == ["team: false\tcancelled"])
    }

    @Test func `a plugin that cannot be provisioned is cleaned up, and the error names it once`() throws {
        let fixture = try LuaPluginFixture(
            "provision = function() error(\"no licence\") end, cleanup = function() print(\"cleaned\") end"
        )
        let error = try fixture.failure()
        #expect(error?.message == "plugin \"team\": plugin.lua:2: no licence")
        #expect(fixture.events.logLines == ["team: cleaned"])
    }

    @Test func `a plugin that finds something wrong stops the run, and is cleaned up`() throws {
        let fixture = try LuaPluginFixture(
            "validate = function() error({ kind = \"unavailable\", message = \"no answer\" }) end, "
                + "cleanup = function() print(\"cleaned\") end"
        )
        let error = try fixture.failure { _ in Issue.record("used") }
        #expect(error?.kind == .unavailable)
        #expect(error?.message == "plugin \"team\": no answer")
        #expect(fixture.events.logLines == ["team: cleaned"])
    }

    @Test func `a clean-up that fails or does not end is logged, and bounded`() throws {
        for (body, problem) in [
            ("error(\"stuck\")", "cleanup failed: plugin.lua:2: stuck"),
            ("task.sleep(\"1h\")", "cleanup failed: cleanup took longer than 10s"),
        ] {
            let fixture = try LuaPluginFixture(
                "cleanup = function() \(body) end",
                top: "local task = require \"task\""
            )
            try fixture.use { _ in }
            #expect(fixture.events.logLines == ["team: " + problem])
        }
    }

    @Test func `after its end a plugin carries out nothing`() throws {
        let fixture = try inventory("return {}")
        try fixture.use { service in
            await service.cleanUp()
            let inventory = try #require(service.inventory)
            let error = await #expect(throws: AutomationError.self) { try await inventory.servers() }
            #expect(error?.message == "plugin \"team\": it has been ended")
        }
    }

    @Test func `a secret option is not shown by errors or the log`() throws {
        let fixture = try LuaPluginFixture(
            """
            options = { token = { type = "secret", help = "x" } }, permissions = { secrets = true },
            provision = function(options) token = options.token:reveal() print("token is " .. token) end,
            inventory = function() error({ message = "refused", hint = "try " .. token .. " again" }) end,
            """,
            top: "token = nil"
        )
        let error = try fixture.failure(options: ["token": .string("hunter22")]) {
            _ = try await #require($0.inventory).servers()
        }
        #expect(error?.hint == "try <secret> again")
        #expect(fixture.events.logLines.last == "team: token is <secret>")
    }

    @Test func `options are checked before the plugin sees them`() throws {
        let fixture = try LuaPluginFixture(
            "options = { count = { type = \"integer\", help = \"x\" } }, provision = function() print(\"seen\") end"
        )
        #expect(
            try fixture.failure(options: ["cuont": .integer(1)])?.message
                == "plugin \"team\": there is no option \"cuont\"; did you mean \"count\"?"
        )
        #expect(
            try fixture.failure(options: ["count": .string("a")])?.message.contains("expected a whole number") == true
        )
        #expect(try fixture.failure()?.message == "plugin \"team\": option \"count\" is missing (x)")
        #expect(fixture.events.logLines.isEmpty)
    }
}
