import AutomationCore
import CloudSimulator
import TestSupport
import Testing

@Suite struct DeadlockTests {
    private static let prelude = "local task = require 'task'; "

    private func failure(_ body: String) throws -> AutomationError {
        try RunbookFixture().failure(Self.prelude + body)
    }

    @Test(arguments: [
        // Everybody waits for a permit that nobody will give back.
        "local s = task.semaphore(1) s:acquire() s:acquire()",
        "local s = task.semaphore(1) s:use(function() s:use(print) end)",
        "local s = task.semaphore(1) s:acquire() task.all { function() s:acquire() end, function() s:acquire() end }",
        // Tasks that await each other.
        "local a, b a = task.spawn(function() task.sleep(1) b:await() end) b = task.spawn(function() task.sleep(1) a:await() end)",
        "local a, b a = task.spawn(function() task.sleep(1) b:await() end) b = task.spawn(function() task.sleep(1) a:await() end) a:await()",
        "local a a = task.spawn(function() task.sleep(1) task.all { function() a:await() end } end)",
        // In coroutines of the script, and in a fleet.
        "local s = task.semaphore(1) s:acquire() coroutine.wrap(function() coroutine.wrap(function() s:acquire() end)() end)()",
        "local s = task.semaphore(1) s:acquire() local r = fleet.each(input.servers, function() s:acquire() end) error(r[1].error)",
    ])
    func `when every task waits for another one, each is told so, with where it stands`(script: String) throws {
        let error = try failure("\n" + script)
        #expect(error.kind == .deadlock)
        #expect(error.message.hasSuffix("every task waits for another one, so none can go on"))
        #expect(error.hint?.contains("\ntask 1: stack traceback:\n") == true)
        #expect(error.hint?.contains("test.lua:2: in ") == true)
    }

    @Test func `a deadlock can be caught, and the runbook goes on`() throws {
        let lines = try RunbookFixture().lines(
            Self.prelude + """
                local s = task.semaphore(1)
                s:acquire()
                local ok, err = pcall(s.acquire, s)
                print(ok, err.kind)
                s:release()
                print(s:use(function() task.sleep(1) return "again" end))
                """
        )
        #expect(lines == ["false\tdeadlock", "again"])
    }

    @Test func `while somebody waits for the world nothing is stuck`() throws {
        let lines = try RunbookFixture().lines(
            Self.prelude + """
                local s = task.semaphore(1)
                s:acquire()
                task.spawn(function() task.sleep("1h") s:release() end)
                s:acquire()
                print("after an hour")
                task.spawn(function() password.wait(one) s:release() end)
                s:acquire()
                print("after the cloud")
                print(pcall(task.timeout, "1m", function() s:acquire() end))
                """
        )
        #expect(lines.prefix(2) == ["after an hour", "after the cloud"])
        #expect(lines.last?.hasPrefix("false\ttask.timeout: the function took longer than 1m") == true)
    }

    @Test func `tasks whose modules require each other do not wait for ever`() throws {
        let fixture = try RunbookFixture()
        _ = try fixture.setting.folder.write("left.lua", "require('task').sleep(1) return require 'right'")
        _ = try fixture.setting.folder.write("right.lua", "require('task').sleep(1) return require 'left'")
        let error = try fixture.failure(
            Self.prelude + "task.all { function() require 'left' end, function() require 'right' end }"
        )
        #expect(error.message.hasSuffix("requires itself, directly or through another module"))
    }

    @Test func `tasks that require the same module at once get the same one`() throws {
        let fixture = try RunbookFixture()
        _ = try fixture.setting.folder.write("slow.lua", "print('loading') require('task').sleep('10m') return {}")
        let lines = try fixture.lines(
            Self.prelude + """
                local function get() return require "slow" end
                local all = task.all { get, get, function() return coroutine.wrap(get)() end }
                rawset(_G, "all", {})
                task.all { function() all[1] = get() end, function() all[2] = get() end }
                print(all[1] == all[2])
                """
        )
        #expect(lines == ["loading", "true"])
        #expect(fixture.setting.simulation.clock.now.offset == .seconds(600))
    }
}
