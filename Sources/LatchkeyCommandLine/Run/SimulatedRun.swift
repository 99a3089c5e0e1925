import AutomationCore
import CloudSimulator
import RunbookEngine

/// A run against a simulator in the same process, over real HTTP on the loopback interface.
struct SimulatedRun {
    let fleet: SimulatedFleet
    let setup: RunSetup
    let events: any EventSink

    /// Serves the simulator as long as the run takes, and runs.
    func report(for runbook: Runbook) async throws -> RunReport {
        try await serving { try await $0.run(runbook) }
    }

    /// Serves the simulator as long as `body` takes, which is lent what works on it.
    func serving<Result>(_ body: (RunParts) async throws -> Result) async throws -> Result {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        // Not a child of the run: the simulator must go on answering while a cancelled run finishes.
        // It ends with the process: the HTTP server traps when it is cancelled just as a connection becomes active.
        let server = Task {
            defer { port.finish() }
            try await SimulatorServer.serve(fleet.transport, port: 0) { port.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        guard let number = await iterator.next() else {
            // A cancelled run reports that it was, like any other; it sends nothing.
            if Task.isCancelled { return try await body(try await setup.parts(on: fleet, port: 0)) }
            try await server.value
            throw AutomationError(.connection, "the simulator did not start")
        }
        let times =
            setup.cloud.world.speed == 1 ? "" : ", \(SpeedText.plain(setup.cloud.world.speed)) times faster than life"
        let count = fleet.servers.count
        events.receive(
            .log(.info, "simulated cloud with \(count) new Windows server\(count == 1 ? "" : "s")\(times)", server: nil)
        )
        return try await body(try await setup.parts(on: fleet, port: number))
    }
}
