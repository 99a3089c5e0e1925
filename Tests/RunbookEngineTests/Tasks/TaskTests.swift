import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

struct TaskTests {
    private static let prelude = """
        local task = require "task"; local function guard(text) \
        return setmetatable({}, { __close = function() print(text) end }) end; 
        """

    private func lines(_ body: String) throws -> [String] { try RunbookFixture().lines(Self.prelude + body) }

    private func failure(_ body: String) throws -> AutomationError {
        try RunbookFixture().failure(Self.prelude + body)
    }

    @Test func `a task is a handle: it tells how it stands and gives what its function returned`() throws {
        let lines = try lines(
            """
            local sum = task.spawn(function(a, b) task.sleep("10m") return a + b end, 2, 3)
            print(sum:status())
            print(sum:await(), sum:await(), sum:status())
            """
        )
        #expect(lines == ["running", "5\t5\tdone"])
    }

    @Test func `all gives the results in order, whoever is first`() throws {
        let lines = try lines(
            """
            local earlier = task.spawn(function() return "c" end)
            local results = task.all {
              function() task.sleep("2m") return "a" end, function() return "b" end, earlier,
            }
            print(table.concat(results, " "))
            """
        )
        #expect(lines == ["a b c"])
    }

    @Test func `any takes the first success, race whatever ends first, and both cancel the others`() throws {
        let lines = try lines(
            """
            local function slow(text) return function() local g <close> = guard("closed") task.sleep("1h") return text end end
            print(task.any { function() error("no") end, function() task.sleep(1) return "second" end, slow("x") })
            print(task.race { slow("x"), function() task.sleep(1) return "fast" end })
            print(pcall(task.race, { slow("x"), function() error("broken", 0) end }))
            """
        )
        #expect(lines == ["closed", "second", "closed", "fast", "closed", "false\tbroken"])
    }

    @Test func `where none succeeds, any fails`() throws {
        let error = try failure("task.any { function() error('one') end, function() error('two') end }")
        #expect(error.kind == .script)
        #expect(error.description.contains("one") || error.description.contains("two"))
    }

    @Test func `a failed task cancels its siblings, waits for their cleaning up, and fails its parent`() throws {
        let lines = try lines(
            """
            local ok, err = pcall(task.all, {
              function()
                local first <close> = setmetatable({}, { __close = function()
                  print("cleaned", select(2, pcall(task.sleep, 3)).kind)
                end })
                task.sleep("1h")
              end,
              function() task.sleep(1) error({ kind = "mine", message = "broken" }) end,
            })
            print(ok, err.kind, err.message)
            """
        )
        // What is closed cannot wait any more: cancellation stays.
        #expect(lines == ["cleaned\tcancelled", "false\tmine\tbroken"])
    }

    @Test func `a function waits at its end for the tasks that it has started`() throws {
        let lines = try lines(
            """
            task.spawn(function() task.sleep("1m") print("child") end)
            local function inner() task.spawn(function() task.sleep("2m") print("grandchild") end) end
            task.all { inner }
            print("parent")
            """
        )
        #expect(lines == ["child", "grandchild", "parent"])
    }

    @Test func `a time limit cancels, and says so`() throws {
        let lines = try lines(
            """
            local ok, err = pcall(task.timeout, "2m", function() local g <close> = guard("closed") task.sleep("1h") end)
            print(ok, err.kind, err.message)
            print(task.timeout("2m", function() return "in time" end))
            """
        )
        #expect(lines == ["closed", "false\ttimeout\tthe function took longer than 2m", "in time"])
    }

    @Test func `cancellation stays: every further wait is refused, and pcall gets it each time`() throws {
        let lines = try lines(
            """
            local one = task.spawn(function()
              for _ = 1, 2 do
                local ok, err = pcall(task.sleep, "1h")
                print(ok, err.kind)
              end
            end)
            task.sleep(1)
            one:cancel()
            local ok, err = pcall(one.await, one)
            print(ok, one:status())
            """
        )
        #expect(lines.prefix(2) == ["false\tcancelled", "false\tcancelled"])
        #expect(lines.count == 3)
    }

    @Test func `a semaphore lets so many through, in the order in which they came`() throws {
        let lines = try lines(
            """
            local two, inside, most = task.semaphore(2), 0, 0
            local jobs = {}
            for i = 1, 6 do
              jobs[i] = function()
                two:use(function()
                  inside = inside + 1
                  most = math.max(most, inside)
                  task.sleep(1)
                  inside = inside - 1
                  print(i)
                end)
              end
            end
            task.all(jobs)
            print(most, select(2, pcall(two.release, two)))
            """
        )
        #expect(lines == ["1", "2", "3", "4", "5", "6", "2\tthe semaphore has all its permits back already"])
    }

    @Test func `a permit comes back from a function that fails`() throws {
        let lines = try lines(
            """
            local one = task.semaphore(1)
            pcall(one.use, one, function() error("no") end)
            print(task.timeout("1m", function() return one:use(function() return "through" end) end))
            """
        )
        #expect(lines == ["through"])
    }

    @Test func `tasks that wait for one another are told of, with where each stands`() throws {
        let error = try failure(
            """
            local a, b = task.semaphore(1), task.semaphore(1)
            task.all {
              function() a:acquire() task.sleep(1)
                b:acquire() end,
              function() b:acquire() task.sleep(1)
                a:acquire() end,
            }
            """
        )
        #expect(error.kind == .deadlock)
        #expect(error.message.hasSuffix("every task waits for another one, so none can go on"))
        #expect(error.hint?.contains("test.lua:4") == true && error.hint?.contains("test.lua:6") == true)
    }

    @Test func `a task that waits for itself does not hang`() throws {
        let error = try failure(
            "local one one = task.spawn(function() task.sleep(1) return one:await() end) one:await()"
        )
        #expect(error.kind == .deadlock)
    }

    @Test func `errors are the same table on the other side`() throws {
        let lines = try lines(
            """
            local mine = setmetatable({ kind = "mine" }, { __tostring = function() return "my error" end })
            local ok, err = pcall(function() task.all { function() task.sleep(1) error(mine) end } end)
            print(ok, err == mine, tostring(err))
            """
        )
        #expect(lines == ["false\ttrue\tmy error"])
    }

    @Test func `waits pass through coroutines of the script's own, nested, in iterators and metamethods`() throws {
        let lines = try lines(
            """
            local function counter(n)
              return coroutine.wrap(function()
                for i = 1, n do
                  local inner = coroutine.create(function() task.sleep("1m") coroutine.yield(i * 10) end)
                  local _, value = coroutine.resume(inner)
                  coroutine.yield(value)
                end
              end)
            end
            local sum = 0
            for value in counter(3) do sum = sum + value end
            local lazy = setmetatable({}, { __index = function(_, name) task.sleep(1) return name end,
              __call = function(_, x) task.sleep(1) return x end, __add = function(_, x) task.sleep(1) return x end })
            print(sum, lazy.field, lazy(7), lazy + 8)
            print(xpcall(function() task.sleep(1) return "through" end, print))
            """
        )
        #expect(lines == ["60\tfield\t7\t8", "true\tthrough"])
    }
}
