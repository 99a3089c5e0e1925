import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

/// Waiting, tasks, and stopping in the middle.
@Suite struct SessionScopeTests {
    @Test func `a text waits where it wants to`() throws {
        let fixture = try SessionFixture()
        let before = fixture.setting.simulation.clock.now
        #expect(try fixture.answers(["task.sleep('10m')", "2"]) == [.values([]), .values(["2"])])
        #expect(before.duration(to: fixture.setting.simulation.clock.now) >= .seconds(600))
    }

    @Test func `a task ends before the next text`() throws {
        let fixture = try SessionFixture()
        let answers = try fixture.answers([
            "t = task.spawn(function() task.sleep('10m') print('done') end)", "t:status()", "t:await()",
        ])
        #expect(answers == [.values([]), .values([#""done""#]), .values(["nil"])])
        #expect(fixture.printed.lines == ["done"])
    }

    @Test(
        arguments: [
            "task.sleep('10m')", "task.spawn(function() task.sleep('10m') end)",
            "password.wait(server.list()[1])", "while true do pcall(task.sleep, '10m') end",
            "fleet.each(server.list(), function(s) task.sleep('10m') end)",
        ]
    )
    func `cancelling ends what goes on, and the session goes on`(text: String) throws {
        let fixture = try SessionFixture(servers: 2)
        let executor = fixture.setting.world.executor
        let clock = fixture.setting.simulation.clock
        let answers = try fixture.with { session in
            let entering = Task(executorPreference: executor) { await session.enter(text) }
            let start = clock.now
            try await clock.sleep(for: .seconds(1))
            entering.cancel()
            let answer = await entering.value
            #expect(start.duration(to: clock.now) < .seconds(60))
            return [answer, await session.enter("1")]
        }
        #expect(answers == [.interrupted, .values(["1"])])
    }

    @Test func `a task that fails fails the text`() throws {
        let error = try SessionFixture.failure("task.spawn(function() error('no') end)")
        #expect(error?.message == "stdin:1: no")
    }

    @Test func `what can never go on is told`() throws {
        let answers = try SessionFixture().answers(["s = task.semaphore(1)", "s:acquire()", "s:acquire()", "1"])
        guard case .failed(let error) = answers[2] else {
            Issue.record("\(answers)")
            return
        }
        #expect(error.kind == .deadlock)
        #expect(answers[3] == .values(["1"]))
    }
}
