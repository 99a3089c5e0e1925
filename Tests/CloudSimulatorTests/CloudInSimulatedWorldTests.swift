import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct CloudInSimulatedWorldTests {
    @Test func `a hundred servers are polled for ten minutes, the same way every time`() throws {
        let first = try run(seed: 3)
        #expect(first.passwords == 100)
        #expect(first.record.count > 100)
        #expect(try run(seed: 3).record == first.record)
        #expect(try run(seed: 4).record != first.record)
    }

    private func run(seed: UInt64) throws -> (passwords: Int, record: [String]) {
        let world = SimulatedWorld(seed: seed, start: Fixture.launch)
        let configuration = try Fixture.configuration(seed: seed, servers: 100) {
            $0.latency = .milliseconds(5) ... .milliseconds(200)
        }
        var cloud = SimulatedCloud(configuration: configuration)
        cloud.faults = .random(rate: 0.1)
        let clock = world.clock
        let transport = SimulatorTransport(cloud, clock: clock)
        let ids = cloud.servers.map(\.id)
        let passwords = try world.run {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for id in ids { group.addTask { try await poll(id, transport, clock) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        let record = transport.withState { cloud in
            cloud.requests.map { "\($0.time.timeIntervalSince1970) \($0)" }
        }
        return (passwords, record)
    }
}

/// Asks every half minute until there is a password, undeterred by whatever happens to a request.
private func poll(_ id: String, _ transport: SimulatorTransport, _ clock: SimulatedClock) async throws -> Bool {
    let path = "/v1/\(SimulatorConfiguration.defaultProjectID)/cloudservers/\(id)/os-server-password"
    for _ in 0..<30 {
        if let response = try? await transport.send(Fixture.request(.get, path)), response.head.status == .ok,
            let sealed = Answer(response)["password"], !sealed.isEmpty
        {
            return true
        }
        try await clock.sleep(for: .seconds(30))
    }
    return false
}
