import AutomationCore
import CloudSimulator
import TestSupport
import Testing

struct FinishingTests {
    private let simulation = SimulatedWorld(seed: 1)
    private let events = RecordedEvents()

    private var world: World {
        simulation.world(transport: DeafTransport(), files: FileRoot("/nowhere"))
    }

    @Test func `what must not be torn runs to its end in a task that is cancelled meanwhile`() throws {
        let (world, events) = (world, events)
        let sawCancellation = try simulation.run {
            let task = Task(executorPreference: world.executor) {
                try await world.finishing {
                    try await world.clock.sleep(for: .seconds(10))
                    events.receive(.log(.info, "finished", server: nil))
                    return Task.isCancelled
                }
            }
            try await world.clock.sleep(for: .seconds(1))
            task.cancel()
            return try await task.value
        }
        #expect(!sawCancellation)
        #expect(events.logLines == ["finished"])
        #expect(simulation.clock.now == MonotonicInstant(offset: .seconds(10)))
    }

    @Test func `it runs to its end in a task that was cancelled before`() throws {
        let world = world
        let result = try simulation.run {
            let task = Task(executorPreference: world.executor) {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await world.finishing {
                    try await world.clock.sleep(for: .seconds(10))
                    return 7
                }
            }
            return try await task.value
        }
        #expect(result == 7)
    }

    @Test func `without it a cancelled task is torn`() throws {
        let (world, events) = (world, events)
        try simulation.run {
            let task = Task(executorPreference: world.executor) {
                try await world.clock.sleep(for: .seconds(10))
                events.receive(.log(.info, "finished", server: nil))
            }
            try await world.clock.sleep(for: .seconds(1))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(events.logLines.isEmpty)
        #expect(simulation.clock.now == MonotonicInstant(offset: .seconds(1)))
    }

    @Test func `its error comes through, and so do values of the task`() throws {
        let world = world
        let label = try simulation.run {
            try await RunContext.$currentServer.withValue(Server(id: "s-1")) {
                try await world.finishing { RunContext.currentServer?.label }
            }
        }
        #expect(label == "s-1")
        #expect(throws: AutomationError(.cloud, "it failed")) {
            try simulation.run { try await world.finishing { throw AutomationError(.cloud, "it failed") } }
        }
    }
}
