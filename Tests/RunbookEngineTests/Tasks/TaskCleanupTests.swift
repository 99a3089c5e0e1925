import AutomationCore
import CloudSimulator
import TestSupport
import Testing

@testable import RunbookEngine

@Suite struct TaskCleanupTests {
    /// Runs a script that finds `task`, `probe`, and in `burst` what starts ten thousand tasks that wait.
    ///
    /// - Returns: What the script has read, and what is there when it has ended.
    private func readings(
        _ source: String,
        cancelAfter limit: Duration? = nil
    ) throws -> (taken: [TaskProbe.Reading], after: TaskProbe.Reading) {
        let simulation = SimulatedWorld(seed: 1)
        let folder = try TemporaryFolder()
        let world = simulation.world(transport: NoTransport(), files: FileRoot(folder.path))
        let reference = StateReference(executor: simulation.executor)
        let probe = TaskProbe(clock: simulation.clock, state: reference)
        let prelude = """
            local task, probe = require "task", require "probe"
            local function burst()
              local tasks = {}
              for i = 1, 10000 do
                tasks[i] = task.spawn(function(thing) probe.wait(thing, function() return i end) end, probe.thing())
                probe.watch(tasks[i])
              end
              task.sleep(1)
              return tasks
            end

            """
        let run: @Sendable () async throws -> Void = {
            try await RunbookRunner.run(
                Runbook(name: "test.lua", source: prelude + source),
                plugins: [probe, TaskPlugin(activity: reference.activity)],
                context: RunContext(world: world, events: RecordedEvents()),
                state: reference
            )
        }
        let after = try simulation.run {
            let task = Task(executorPreference: simulation.executor, operation: run)
            if let limit {
                try await simulation.clock.sleep(for: limit)
                task.cancel()
                _ = await task.result
            } else {
                try await task.value
            }
            return await probe.read()
        }
        return (probe.taken, after)
    }

    private static let nothing = TaskProbe.Reading(references: 0, waiting: 0, things: 0, handles: 0, sleepers: 0)

    @Test func `ten thousand cancelled tasks leave no reference, no task and no object, while the runbook goes on`()
        throws
    {
        let (taken, after) = try readings(
            """
            probe.read()
            do
              local tasks = burst()
              probe.read()
              for _, one in ipairs(tasks) do one:cancel() end
              for _, one in ipairs(tasks) do assert(not pcall(one.await, one) and one:status() == "cancelled") end
            end
            collectgarbage()
            probe.read()
            """
        )
        try #require(taken.count == 3)
        #expect(taken[1].waiting == 10_000)
        #expect(taken[1].sleepers == 10_000)
        #expect(taken[1].things == 10_000)
        #expect(taken[1].handles == 10_000)
        #expect(taken[1].references >= taken[0].references + 20_000)
        #expect(taken[2] == taken[0])
        #expect(after == Self.nothing)
    }

    @Test func `so do ten thousand that a failed sibling, a time limit or the end of a race cancels`() throws {
        let (taken, after) = try readings(
            """
            probe.read()
            pcall(task.all, { function() burst() probe.wait() end, function() task.sleep(5) error("broken") end })
            pcall(task.timeout, 5, function() burst() probe.wait() end)
            task.race { function() burst() probe.wait() end, function() task.sleep(5) end }
            collectgarbage()
            probe.read()
            """
        )
        try #require(taken.count == 2)
        #expect(taken[1] == taken[0])
        #expect(after == Self.nothing)
    }

    @Test func `so do ten thousand when the run itself is cancelled`() throws {
        let (taken, after) = try readings("burst() probe.read() probe.wait()", cancelAfter: .seconds(10))
        #expect(taken.first?.waiting == 10_000)
        #expect(after == Self.nothing)
    }

    @Test func `tasks that have ended leave nothing either, in however many rounds`() throws {
        let (taken, after) = try readings(
            """
            probe.read()
            for round = 1, 10 do
              local tasks = {}
              for i = 1, 1000 do tasks[i] = task.spawn(function(thing) task.sleep(1) return thing end, probe.thing()) end
              for i = 1, 1000 do probe.watch(tasks[i]) tasks[i]:await() end
            end
            collectgarbage()
            probe.read()
            """
        )
        try #require(taken.count == 2)
        #expect(taken[1] == taken[0])
        #expect(after == Self.nothing)
    }
}
