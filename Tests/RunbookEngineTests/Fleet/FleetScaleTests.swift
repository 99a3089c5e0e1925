import AutomationCore
import CloudSimulator
import FoundationEssentials
import RunbookEngine
import TestSupport
import Testing

@Suite struct FleetScaleTests {
    private static let collect = """
        local private_key = key.load(input.key)
        fleet.each(input.servers, { concurrency = 200 }, function(s)
          local sealed = password.wait(s)
          vault.put(s, password.decrypt(sealed, private_key))
          password.clear(s)
        end)
        """

    @Test func `a thousand servers are collected and every stored password is the true one`() async throws {
        let fixture = try RunbookFixture(servers: 1000)
        let report = try await onThread { try fixture.run(Self.collect) }
        #expect(report.error == nil)
        #expect(report.servers.count == 1000)
        #expect(report.failedCount == 0)
        try expectAllCollected(fixture)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `with faults by chance nothing is lost and what says it is done is done`(seed: UInt64) async throws {
        let fixture = try Self.faultyFixture(seed: seed, servers: 60)
        let report = try await onThread { try fixture.run(Self.collect) }
        #expect(report.error == nil)
        let isDone = Dictionary(uniqueKeysWithValues: report.servers.map { ($0.server.id, $0.error == nil) })
        #expect(isDone.count == 60)
        #expect(isDone.values.count { $0 } > 40)
        for server in fixture.simulatedServers {
            let stored = try fixture.storedFile(server.id)?.current
            if isDone[server.id] == true { #expect(server.record == .cleared) }
            if server.record == .cleared { #expect(stored == server.password) }
        }
        #expect(fixture.setting.requests.contains { $0.fault != nil })
    }

    @Test func `the same seed gives the same run, event for event and request for request`() async throws {
        let first = try await Self.traces(seed: 11)
        let second = try await Self.traces(seed: 11)
        let other = try await Self.traces(seed: 12)
        #expect(first.events == second.events)
        #expect(first.requests == second.requests)
        #expect(first.events != other.events)
        #expect(first.requests != other.requests)
    }

    private static func traces(seed: UInt64) async throws -> (events: [RunEvent], requests: [String]) {
        let fixture = try faultyFixture(seed: seed, servers: 25)
        _ = try await onThread { try fixture.run(collect) }
        let requests = fixture.setting.requests.map { "\($0.time.timeIntervalSince1970) \($0)" }
        #expect(requests.count > 75)
        return (fixture.setting.events.all, requests)
    }

    private static func faultyFixture(seed: UInt64, servers: Int) throws -> RunbookFixture {
        try RunbookFixture(seed: seed, servers: servers) { cloud in
            cloud.configuration.latency = .milliseconds(5) ... .milliseconds(200)
            cloud.faults = .random(rate: 0.1)
        }
    }

    private func expectAllCollected(_ fixture: RunbookFixture) throws {
        for server in fixture.simulatedServers {
            #expect(server.record == .cleared)
            #expect(try fixture.storedFile(server.id)?.current == server.password)
        }
    }
}
