import AutomationCore
import CloudSimulator
import Foundation
import LuaRuntime
import Testing

@Suite struct CoroutineWaitTests {
    @Test func `yields of the script and waits for the host do not get in each other's way`() throws {
        let fixture = LuaFixture.withHost()
        let values = try fixture.run(
            """
            local wait = require("host").sleep
            local function numbers()
              for i = 1, 3 do wait(i) coroutine.yield(i) end
              wait(10)
            end
            local function doubled()
              local inner = coroutine.create(numbers)
              while true do
                local ok, value = coroutine.resume(inner)
                wait(100)
                if coroutine.status(inner) == "dead" then return end
                coroutine.yield(value * 2)
              end
            end
            local seen = {}
            for v in coroutine.wrap(doubled) do seen[#seen + 1] = v end
            return table.concat(seen, " ")
            """
        )
        #expect(described(values) == #""2 4 6""#)
        #expect(fixture.simulation.clock.now.offset == .seconds(416))
    }

    @Test func `what is passed in and out of coroutines stays what it is, also across waits`() throws {
        let values = try LuaFixture.withHost().run(
            """
            local wait = require("host").sleep
            local co = coroutine.create(function(...)
              wait(1)
              local got = table.pack(coroutine.yield(select("#", ...), ...))
              wait(1)
              return got.n, got[1], got[3]
            end)
            local a = table.pack(coroutine.resume(co, nil, 2, nil))
            local b = table.pack(coroutine.resume(co, "x", nil, "z"))
            return a.n, a[2], a[4], b.n, b[2], b[3], b[4], coroutine.status(co)
            """
        )
        #expect(described(values) == #"5 3 2 4 3 "x" "z" "dead""#)
    }

    @Test func `an error after a wait comes out of resume and wrap as in plain Lua`() throws {
        let values = try LuaFixture.withHost().run(
            """
            local wait = require("host").sleep
            local function fail() wait(1) error("after", 0) end
            local closed = 0
            local function guarded()
              local x <close> = setmetatable({}, {__close = function() closed = closed + 1 end})
              wait(1)
              error({code = 7})
            end
            local a, message = coroutine.resume(coroutine.create(fail))
            local b, text = pcall(coroutine.wrap(function() return coroutine.wrap(fail)() end))
            local c, object = pcall(function() local co = coroutine.create(guarded) local ok, e = coroutine.resume(co)
              return ok, e.code, coroutine.close(co) end)
            return a, message, b, text, c, object, closed
            """
        )
        #expect(described(values) == #"false "after" false "test.lua:10: after" true false 1"#)
    }

    @Test func `a coroutine that waits can be neither resumed nor closed by another call, and says that it is normal`()
        throws
    {
        let fixture = LuaFixture.withHost()
        let clock = fixture.simulation.clock
        let values = try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let first = try await state.load(
                """
                rawset(_G, "shared", coroutine.create(function() return require("host").sleep(60) end))
                return coroutine.resume(shared)
                """,
                name: "first.lua"
            )
            let second = try await state.load(
                """
                local ok, message = coroutine.resume(shared)
                local closed, refusal = pcall(coroutine.close, shared)
                return coroutine.status(shared), ok, message, closed, refusal, coroutine.isyieldable(shared)
                """,
                name: "second.lua"
            )
            async let one = state.call(first)
            try await clock.sleep(for: .seconds(10))
            let during = try await state.call(second)
            let after = try await state.load("return coroutine.status(shared)", name: "third.lua")
            return try await during + one + state.call(after)
        }
        #expect(
            described(values)
                == #""normal" false "cannot resume non-suspended coroutine" false "cannot close a normal coroutine" true "#
                + #"true 60 "dead""#
        )
    }

    @Test func `a coroutine can be closed after its wait, and its variables wait no more`() throws {
        let values = try LuaFixture.withHost().run(
            """
            local wait = require("host").sleep
            local order = {}
            local co = coroutine.create(function()
              local x <close> = setmetatable({}, {__close = function() order[#order + 1] = "closed" end})
              wait(5)
              coroutine.yield("paused")
              order[#order + 1] = "never"
            end)
            local _, paused = coroutine.resume(co)
            return paused, coroutine.close(co), coroutine.status(co), table.concat(order, " ")
            """
        )
        #expect(described(values) == #""paused" true "dead" "closed""#)
    }

    @Test func `ten thousand waits in coroutines three deep end in the order of their times`() throws {
        let fixture = LuaFixture.withHost()
        let values = try fixture.run(
            """
            local wait = require("host").sleep
            local total = 0
            for i = 1, 10000 do
              total = total + coroutine.wrap(function()
                return (coroutine.wrap(function() return select(2, coroutine.resume(coroutine.create(wait), 1)) end)())
              end)()
            end
            return total
            """
        )
        #expect(described(values) == "10000")
        #expect(fixture.simulation.clock.now.offset == .seconds(10_000))
    }

    @Test func `a traceback leads through the coroutines in which a call waits`() throws {
        let fixture = LuaFixture.withHost()
        let clock = fixture.simulation.clock
        let executor = fixture.simulation.executor
        let tracebacks = try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let function = try await state.load(
                """
                local function inner() require("host").sleep(60) end
                local function outer() coroutine.wrap(inner)() end
                coroutine.resume(coroutine.create(outer))
                """,
                name: "deep.lua"
            )
            let task = Task(executorPreference: executor) { try await state.call(function) }
            try await clock.sleep(for: .seconds(10))
            let tracebacks = await state.tracebacks
            _ = try await task.value
            return tracebacks
        }
        let text = try #require(tracebacks.first)
        #expect(tracebacks.count == 1)
        let places = ["host.sleep", "deep.lua:1", "deep.lua:2", "deep.lua:3"].map { text.range(of: $0)?.lowerBound }
        #expect(places.dropFirst().allSatisfy { $0 != nil })
    }
}
