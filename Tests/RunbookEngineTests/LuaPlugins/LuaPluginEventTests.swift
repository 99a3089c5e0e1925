import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

@Suite struct LuaPluginEventTests {
    private func log(_ text: String) -> RunEvent { .log(.info, text, server: Server(id: "s-1", name: "web-01")) }

    @Test func `events are delivered in their order, all of them before the end`() throws {
        let fixture = try LuaPluginFixture(
            """
            event = function(event)
              if event.text == "1" then task.sleep(1) end
              heard[#heard + 1] = event.text
            end,
            cleanup = function() print(table.concat(heard, " ")) end,
            """,
            top: "heard = {} task = require \"task\""
        )
        try fixture.use { service in
            let sink = try #require(service.eventSink)
            for number in 1...50 { sink.receive(log("\(number)")) }
        }
        #expect(fixture.events.logLines == ["team: " + (1...50).map(String.init).joined(separator: " ")])
    }

    @Test func `an event is a table that says what there is to say`() throws {
        let fixture = try LuaPluginFixture(
            "event = function(e) print(e.event, e.level, e.text, e.server_id, e.server_name, e.ok) end"
        )
        try fixture.use { service in
            let sink = try #require(service.eventSink)
            sink.receive(log("hello"))
            sink.receive(.serverFinished(Server(id: "s-2"), error: nil))
        }
        #expect(
            fixture.events.logLines == [
                "team: log\tinfo\thello\ts-1\tweb-01\tnil", "team: server_finished\tnil\tnil\ts-2\tnil\ttrue",
            ]
        )
    }

    @Test func `what is too much is dropped, counted and told once`() throws {
        let fixture = try LuaPluginFixture(
            "event = function() count = count + 1 end, cleanup = function() print(count) end",
            top: "count = 0"
        )
        try fixture.use { service in
            let sink = try #require(service.eventSink)
            for _ in 0..<10_500 { sink.receive(log("x")) }
        }
        #expect(fixture.events.logLines == ["team: 500 events were not told to it: it took too long", "team: 10000"])
    }

    @Test func `an event function that fails is told once, and the others are delivered`() throws {
        let fixture = try LuaPluginFixture(
            """
            event = function(e) count = count + 1 if e.text == "bad" then error("no network") end end,
            cleanup = function() print(count) end
            """,
            top: "count = 0"
        )
        try fixture.use { service in
            let sink = try #require(service.eventSink)
            for text in ["bad", "good", "bad", "bad", "good"] { sink.receive(log(text)) }
        }
        let lines = fixture.events.logLines
        #expect(lines.count == 3)
        #expect(lines.first?.contains("event failed, and is not told of again: ") == true)
        #expect(lines.first?.hasSuffix("no network") == true)
        #expect(lines.dropFirst() == ["team: event failed 3 times", "team: 5"])
    }

    @Test func `the end waits five seconds for a slow event function and no longer`() throws {
        let fixture = try LuaPluginFixture(
            "event = function() task.sleep(\"1h\") end, cleanup = function() print(\"cleaned\") end",
            top: "local task = require \"task\""
        )
        try fixture.simulation.run {
            let plugin = try await fixture.load()
            let options = try PluginOptions([:], for: plugin.manifest)
            let service = try await plugin.provision(PluginContext(options: options, run: fixture.context))
            for _ in 0..<3 { service.eventSink?.receive(log("x")) }
            let start = fixture.simulation.clock.now
            await service.cleanUp()
            #expect(fixture.simulation.clock.now.offset - start.offset == .seconds(5))
        }
        #expect(fixture.events.logLines == ["team: 3 events were not told to it: it took too long", "team: cleaned"])
    }

    @Test func `two that log what they hear do not keep one another busy`() throws {
        let talker = "event = function(e) print(\"heard \" .. e.text) end"
        let first = try LuaPluginFixture(talker, name: "first")
        let second = try LuaPluginFixture(talker, name: "second")
        let events = SharedEvents()
        try first.simulation.run {
            var services: [PluginService] = []
            for fixture in [first, second] {
                let plugin = try await fixture.load()
                var context = first.context
                context.events = events
                let options = try PluginOptions([:], for: plugin.manifest)
                services.append(try await plugin.provision(PluginContext(options: options, run: context)))
            }
            events.add(services.compactMap(\.eventSink))
            events.receive(log("a"))
            for service in services { await service.cleanUp() }
        }
        #expect(events.recorded.logLines == ["a", "first: heard a", "second: heard a"])
    }
}
