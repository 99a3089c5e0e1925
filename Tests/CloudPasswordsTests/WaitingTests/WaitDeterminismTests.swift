import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct WaitDeterminismTests {
    /// Fifty servers waited for at once, while things go wrong by chance.
    private static func record(seed: UInt64) throws -> [String] {
        let setting = try SimulatedSetting(seed: seed, servers: 50) { cloud in
            cloud.configuration.latency = .milliseconds(5) ... .milliseconds(300)
            cloud.faults = .random(rate: 0.1, effects: [.loseAnswer, .answer(.throttled), .answer(.badGateway)])
        }
        let (servers, service) = (setting.servers, setting.service)
        let count = try setting.simulation.run {
            try await withThrowingTaskGroup(of: SealedPassword.self) { group in
                for server in servers { group.addTask { try await service.waitForSealedPassword(of: server) } }
                return try await group.reduce(0) { count, _ in count + 1 }
            }
        }
        #expect(count == 50)
        return setting.requests.map { "\($0.time.timeIntervalSince(SimulatedSetting.start)) \($0)" }
    }

    @Test func `the same seed gives the same requests at the same times, another seed others`() throws {
        let first = try Self.record(seed: 11)
        #expect(first.count > 120)
        #expect(try Self.record(seed: 11) == first)
        #expect(try Self.record(seed: 12) != first)
    }

    @Test func `servers that were launched together are not looked at together for ever`() throws {
        let setting = try SimulatedSetting(servers: 0) { cloud in
            for _ in 0..<20 { cloud.addServer(injectionDelay: .seconds(550)) }
        }
        let (servers, service) = (setting.servers, setting.service)
        try setting.simulation.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for server in servers { group.addTask { _ = try await service.waitForSealedPassword(of: server) } }
                try await group.waitForAll()
            }
        }
        let last = servers.compactMap { server in setting.requests.last { $0.serverID == server.id }?.time }
        #expect(Set(last).count == 20)
    }

    @Test func `a cloud sixty times faster than life is waited for a sixtieth of the time`() throws {
        func times(speed: Double) throws -> (looks: [Double], end: Duration, events: [RunEvent]) {
            let setting = try SimulatedSetting(seed: 3, servers: 0) { cloud in
                cloud.configuration.speed = speed
                cloud.addServer(injectionDelay: .seconds(500))
            }
            var world = setting.world
            world.speed = speed
            let (server, service) = (try setting.server, try setting.service(world: world))
            _ = try setting.simulation.run { try await service.waitForSealedPassword(of: server) }
            return (
                setting.times(of: .showServerPassword).map { $0 * speed }, setting.simulation.clock.now.offset * speed,
                setting.events.all
            )
        }
        let (life, fast) = (try times(speed: 1), try times(speed: 60))
        #expect(life.looks.count == fast.looks.count)
        #expect(zip(life.looks, fast.looks).allSatisfy { abs($0 - $1) < 0.01 })
        #expect(abs((life.end - fast.end) / .seconds(1)) < 0.01)
        guard case .waiting(_, _, let next, let remaining) = fast.events.first else {
            Issue.record("nobody waited")
            return
        }
        #expect(next == .seconds(300))
        #expect(remaining == .seconds(900))
    }
}
