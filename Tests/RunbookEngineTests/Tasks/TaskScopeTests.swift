import AutomationCore
import CloudSimulator
import TestSupport
import Testing

@Suite struct TaskScopeTests {
    private static let prelude = "local task = require 'task'; "

    private func lines(_ body: String) throws -> [String] { try RunbookFixture().lines(Self.prelude + body) }

    private func failure(_ body: String) throws -> AutomationError {
        try RunbookFixture().failure(Self.prelude + body)
    }

    @Test func `a failed task fails whoever has started it, where that one waits`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(
            Self.prelude + """
                print(pcall(task.all, { function()
                  task.spawn(function() task.sleep("1m") error("broken", 0) end)
                  local ok, err = pcall(task.sleep, "1h")
                  print(ok, err.kind, err.message)
                  print(pcall(task.sleep, "1h"))
                  return "never mind"
                end }))
                """
        )
        #expect(lines.first == "false\tcancelled\ta task that was started here has failed: broken")
        #expect(lines.count == 3)
        #expect(lines.last == "false\tbroken")
        #expect(fixture.setting.simulation.clock.now.offset == .seconds(60))
    }

    @Test func `to have caught the failure where it is awaited does not undo it`() throws {
        let error = try failure(
            """
            local one = task.spawn(function() error({ kind = "mine", message = "broken" }) end)
            local ok, err = pcall(one.await, one)
            assert(not ok)
            """
        )
        #expect(error.kind == ErrorKind(rawValue: "mine"))
        #expect(error.message == "broken")
    }

    @Test func `a scope of its own contains a failure`() throws {
        let lines = try lines(
            """
            local ok, err = pcall(task.all, { function()
              local one = task.spawn(function() task.sleep(1) error("broken", 0) end)
              task.spawn(function()
                local g <close> = setmetatable({}, { __close = function(_, e) print("sibling", e.kind) end })
                task.sleep("1h")
              end)
              one:await()
            end })
            print(ok, err)
            task.sleep(1)
            print("goes on")
            """
        )
        #expect(lines == ["sibling\tcancelled", "false\tbroken", "goes on"])
    }

    @Test func `cleaning up is over before a scope is, four deep, from the inside out`() throws {
        let lines = try lines(
            """
            local function level(n)
              return function()
                local g <close> = setmetatable({}, { __close = function()
                  for i = 1, 1000 do end
                  print("closed", n)
                end })
                if n < 4 then task.spawn(level(n + 1)) end
                task.sleep("1h")
              end
            end
            pcall(task.timeout, "1m", level(1))
            print("over")
            """
        )
        #expect(Set(lines.dropLast()) == ["closed\t1", "closed\t2", "closed\t3", "closed\t4"])
        #expect(lines.last == "over")
    }

    @Test func `nothing can be started by a scope that is being ended`() throws {
        let lines = try lines(
            """
            pcall(task.timeout, 1, function()
              pcall(task.sleep, "1h")
              local ok, err = pcall(task.spawn, print, "never")
              print(ok, err.kind, err.message)
            end)
            """
        )
        #expect(lines == ["false\tcancelled\tno task can be started by one that is being ended"])
    }

    @Test func `who is cancelled and goes on waiting is ended, and the others are not kept waiting`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(
            Self.prelude + """
                print(task.race {
                  function() while true do pcall(task.sleep, "1h") end end,
                  function() coroutine.wrap(function() while true do pcall(task.sleep, "1h") end end)() end,
                  function() task.sleep(1) return "first" end,
                })
                local stubborn = task.spawn(function() while true do pcall(task.sleep, "1h") end end)
                task.sleep(1)
                stubborn:cancel()
                print(select(2, pcall(stubborn.await, stubborn)).kind, stubborn:status())
                """
        )
        #expect(lines == ["first", "cancelled\tcancelled"])
        #expect(fixture.setting.simulation.clock.now.offset == .seconds(2))
    }

    @Test func `an error stays the same table through await, all, any, race, timeout and a semaphore`() throws {
        let lines = try lines(
            """
            local mine = { kind = "mine", message = "broken" }
            local function fail() task.sleep(1) error(mine) end
            local function caught(f, ...) return rawequal(select(2, pcall(f, ...)), mine) end
            print(caught(task.all, { fail }), caught(task.race, { fail }), caught(task.timeout, "1m", fail))
            print(caught(task.any, { fail }), caught(function() task.semaphore(1):use(fail) end))
            print(caught(task.all, { function() task.spawn(fail):await() end }))
            print(caught(task.all, { function() local ok, e = pcall(fail) task.sleep(1) error(e) end }))
            print(caught(task.all, { coroutine.wrap(function() coroutine.wrap(fail)() end) }))
            """
        )
        #expect(lines == ["true\ttrue\ttrue", "true\ttrue", "true", "true", "true"])
    }

    @Test func `each server of a fleet is a boundary for the tasks that it starts`() throws {
        let fixture = try RunbookFixture(servers: 3)
        let lines = try fixture.lines(
            Self.prelude + """
                local results = fleet.each(input.servers, function(server)
                  local child = task.spawn(function() task.sleep(1) if server.name == "win-002" then error("broken", 0) end end)
                  task.sleep("1m")
                  return child:status()
                end)
                for _, result in ipairs(results) do print(result.server.name, result.ok, result.value or result.error) end
                """
        )
        #expect(lines == ["win-001\ttrue\tdone", "win-002\tfalse\tbroken", "win-003\ttrue\tdone"])
    }

    @Test func `a time limit inside another one, and one that nobody needs`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(
            Self.prelude + """
                print(pcall(task.timeout, "1h", function() task.timeout("1m", function() task.sleep("2h") end) end))
                print(select(2, pcall(task.timeout, "1m", function() task.timeout("1h", function() task.sleep("2h") end) end)).message)
                print(task.timeout("1h", function() return (pcall(task.timeout, 1, task.sleep, 5)) end))
                print(pcall(task.timeout, "1h", error, "at once"))
                """
        )
        #expect(lines[0].hasPrefix("false\ttask.timeout: the function took longer than 1m"))
        #expect(lines[1] == "the function took longer than 1m")
        #expect(lines[2] == "false")
        #expect(fixture.setting.simulation.clock.now.offset <= .seconds(130))
    }

    @Test func `who leaves the line for a semaphore keeps nobody waiting`() throws {
        let lines = try lines(
            """
            local one = task.semaphore(1)
            one:acquire()
            local impatient = task.spawn(function() print("gave up", select(2, pcall(task.timeout, 1, function() one:acquire() end)).kind) end)
            local patient = task.spawn(function() one:acquire() print("got it") one:release() end)
            task.sleep(5)
            one:release()
            patient:await()
            one:acquire()
            print("free again")
            """
        )
        #expect(lines == ["gave up\ttimeout", "got it", "free again"])
    }
}
