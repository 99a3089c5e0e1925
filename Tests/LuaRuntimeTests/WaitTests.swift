import AutomationCore
import CloudSimulator
import LuaRuntime
import Testing

struct WaitTests {
    @Test func `a function that waits looks like one that does not`() throws {
        let fixture = LuaFixture.withHost()
        let values = try fixture.run(
            """
            local host = require "host"
            local total = 0
            for i = 1, 3 do total = total + host.sleep(600) end
            local ok, err = pcall(host.fail_later)
            local t = setmetatable({}, {__index = function(_, k) return host.sleep(k) end})
            return total, ok, tostring(err), t[5]
            """
        )
        #expect(described(values) == #"1800 false "it broke later" 5"#)
        #expect(fixture.simulation.clock.now.offset == .seconds(1805))
    }

    @Test func `a variable is closed by a function that waits, also when an error passes by`() throws {
        let fixture = LuaFixture.withHost()
        let error = try fixture.failure(
            """
            local host = require "host"
            local guard <close> = setmetatable({}, {__close = function() host.sleep(60) end})
            error("after the guard")
            """
        )
        #expect(error.message == "test.lua:3: after the guard")
        #expect(fixture.simulation.clock.now.offset == .seconds(60))
    }

    @Test func `where Lua cannot wait, the error names the function and the place`() throws {
        let fixture = LuaFixture.withHost()
        let sorting = "table.sort({1, 2}, function() return require('host').sleep(1) end)"
        #expect(
            try fixture.failure(sorting).message
                == "host.sleep has to wait, and cannot do so in a function called by 'sort'; wait before, and use the "
                + "result there"
        )
    }

    @Test func `ten thousand coroutines wait at once and all finish`() throws {
        let fixture = LuaFixture.withHost()
        let configuration = fixture.configuration
        let clock = fixture.simulation.clock
        let mostAsleep = Peak()
        let total = try fixture.simulation.run {
            let state = try LuaState(configuration)
            let source = "local n = ... local s = require('host').sleep return s(600) + s(n)"
            let function = try await state.load(source, name: "wait.lua")
            return try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 1...10_000 {
                    group.addTask {
                        guard
                            case .integer(let result) = try await state.call(function, [.integer(Int64(number))]).first
                        else { return 0 }
                        return result
                    }
                }
                group.addTask {
                    try await clock.sleep(for: .seconds(300))
                    mostAsleep.record(clock.sleeperCount)
                    return 0
                }
                return try await group.reduce(0, +)
            }
        }
        #expect(total == 10_000 * 600 + 10_000 * 10_001 / 2)
        #expect(mostAsleep.value == 10_000)
        #expect(clock.now.offset == .seconds(10_600))
    }

    @Test func `a cancelled call cleans up, and every later wait fails at once`() throws {
        let fixture = LuaFixture.withHost()
        let configuration = fixture.configuration
        let clock = fixture.simulation.clock
        let executor = fixture.simulation.executor
        let values = try fixture.simulation.run {
            let state = try LuaState(configuration)
            let function = try await state.load(
                """
                local host = require "host"
                local closed = false
                do
                  local ok, err = pcall(function()
                    local guard <close> = setmetatable({}, {__close = function() closed = true end})
                    host.sleep(600)
                  end)
                  assert(not ok and err.kind == "cancelled")
                end
                local again, err = pcall(host.sleep, 600)
                return closed, again, err.kind
                """,
                name: "cancel.lua"
            )
            let task = Task(executorPreference: executor) { try await state.call(function) }
            try await clock.sleep(for: .seconds(10))
            task.cancel()
            return try await task.value
        }
        #expect(described(values) == #"true false "cancelled""#)
        #expect(clock.now.offset == .seconds(10))
    }

    @Test func `a cancelled call that goes on trying to wait is ended`() throws {
        let fixture = LuaFixture.withHost()
        let configuration = fixture.configuration
        let clock = fixture.simulation.clock
        let executor = fixture.simulation.executor
        #expect(throws: CancellationError.self) {
            try fixture.simulation.run {
                let state = try LuaState(configuration)
                let stubborn = "while true do pcall(require('host').sleep, 600) end"
                let function = try await state.load(stubborn, name: "stubborn.lua")
                let task = Task(executorPreference: executor) { try await state.call(function) }
                try await clock.sleep(for: .seconds(10))
                task.cancel()
                _ = try await task.value
            }
        }
    }
}
