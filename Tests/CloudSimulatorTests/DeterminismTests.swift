import CloudSimulator
import HTTPTypes
import Testing

@Suite struct DeterminismTests {
    @Test func `the same seed gives the same fleet and the same answers`() throws {
        func run(_ seed: UInt64) throws -> [String] {
            var fixture = try Fixture(seed: seed, servers: 5) { $0.latency = .milliseconds(1) ... .seconds(2) }
            fixture.cloud.faults = .random(rate: 0.3)
            return (0..<100).map { index in
                let id = fixture.cloud.servers[index % 5].id
                fixture.pass(1)
                let outcome = fixture.outcome(.get, "/v1/\(fixture.project)/cloudservers/\(id)")
                guard case .answer(let response, let latency) = outcome else { return "\(outcome)" }
                return "\(latency) \(Answer(response).text) \(Answer(response).headers)"
            }
        }
        #expect(try run(1) == run(1))
        #expect(try run(1) != run(2))
    }

    @Test func `a special server does not change its neighbours`() throws {
        var plain = try Fixture(servers: 0)
        plain.cloud.addServer()
        plain.cloud.addServer()
        var mixed = try Fixture(servers: 0)
        mixed.cloud.addLinuxServer()
        mixed.cloud.addServer()
        #expect(plain.cloud.servers.last?.id == mixed.cloud.servers.last?.id)
        #expect(plain.cloud.servers.last?.initialPassword == mixed.cloud.servers.last?.initialPassword)
    }
}
