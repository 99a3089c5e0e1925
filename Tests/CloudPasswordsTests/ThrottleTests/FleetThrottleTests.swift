import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Five hundred servers behind a quota of fifty requests a minute.
struct FleetThrottleTests {
    private static let count = 500
    private static let limit = 50
    /// The first fifty at once, the last fifty after nine full windows.
    private static let ideal = Double(count / limit - 1) * 60

    private static func setting(
        _ shape: SimulatedThrottle.Shape,
        latency: ClosedRange<Duration> = .zero ... .zero
    ) throws -> SimulatedSetting {
        try SimulatedSetting(servers: 0) { cloud in
            for _ in 0..<count { cloud.addServer(launchedAt: SimulatedSetting.start.addingTimeInterval(-3600)) }
            cloud.configuration.latency = latency
            cloud.configuration.throttles = [SimulatedThrottle(.showPassword, limit: limit, shape: shape)]
        }
    }

    /// Gets all passwords at once, and gives the times at which they came.
    private static func collect(_ setting: SimulatedSetting, _ service: PasswordService) throws -> [Double] {
        let (servers, clock) = (setting.servers, setting.simulation.clock)
        return try setting.simulation.run {
            try await withThrowingTaskGroup(of: Double.self) { group in
                for server in servers {
                    group.addTask {
                        _ = try await service.sealedPassword(of: server)
                        return clock.now.offset / .seconds(1)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }

    private static func wasted(_ setting: SimulatedSetting) -> Int {
        setting.requests.count { $0.operation == .showServerPassword } - count
    }

    @Test(arguments: [Duration.zero, .milliseconds(80)])
    func `a limit that the cloud states is learned from the first refusal`(latency: Duration) throws {
        let setting = try Self.setting(.gateway, latency: latency...latency * 2)
        let times = try Self.collect(setting, setting.service)
        #expect(times.count == Self.count)
        #expect(try #require(times.max()) <= Self.ideal * 1.05)
        #expect(Self.wasted(setting) <= Self.count / 20)
        #expect(setting.events.logLines == ["the cloud allows 50 requests in 1m of this kind (get); keeping to that"])
    }

    @Test func `a limit that is set from the beginning costs not one refusal`() throws {
        let setting = try Self.setting(.gateway, latency: .milliseconds(20) ... .milliseconds(90))
        let quotas = RequestQuotas(world: setting.world, limits: [.getPassword: try QuotaLimit("50/m")])
        let times = try Self.collect(setting, try setting.service(quotas: quotas))
        #expect(try #require(times.max()) <= Self.ideal * 1.05)
        #expect(Self.wasted(setting) == 0)
    }

    @Test(arguments: [SimulatedThrottle.Shape.flowControl, .acceptedFlowControl, .overLimit])
    func `a cloud that states no limit is kept to what it let through`(shape: SimulatedThrottle.Shape) throws {
        let setting = try Self.setting(shape, latency: .milliseconds(50) ... .milliseconds(100))
        let times = try Self.collect(setting, setting.service)
        #expect(times.count == Self.count)
        #expect(try #require(times.max()) <= Self.ideal * 1.25)
        #expect(Self.wasted(setting) <= Self.count / 8)
    }

    @Test func `nobody is starved: who came first is served first`() throws {
        let setting = try Self.setting(.gateway, latency: .milliseconds(10) ... .milliseconds(10))
        _ = try Self.collect(setting, setting.service)
        let order = setting.requests.filter { $0.status == 200 }.compactMap(\.serverID)
        let ranks = Dictionary(uniqueKeysWithValues: setting.servers.map(\.id).enumerated().map { ($1, $0) })
        let delays = order.enumerated().map { abs($0 - (ranks[$1] ?? 0)) }
        #expect(try #require(delays.max()) <= Self.limit)
    }

    @Test func `one class of operations does not wait for another`() throws {
        let setting = try Self.setting(.gateway)
        let (servers, service, clock) = (setting.servers, setting.service, setting.simulation.clock)
        let time = try setting.simulation.run {
            async let all: Void = withThrowingTaskGroup(of: Void.self) { group in
                for server in servers { group.addTask { _ = try await service.sealedPassword(of: server) } }
                try await group.waitForAll()
            }
            try await clock.sleep(for: .seconds(1))
            _ = try await service.canReset(servers[0])
            let time = clock.now.offset
            try await all
            return time
        }
        #expect(time == .seconds(1))
    }

    @Test func `who is cancelled in line leaves it at once and holds up nobody`() throws {
        let setting = try Self.setting(.gateway)
        let (servers, service, world) = (setting.servers, setting.service, setting.world)
        let sent = try setting.simulation.run {
            let tasks = servers.prefix(200).map { server in
                Task(executorPreference: world.executor) { try await service.sealedPassword(of: server) }
            }
            try await world.clock.sleep(for: .seconds(10))
            for task in tasks { task.cancel() }
            var cancelled = 0
            for task in tasks { if case .failure = await task.result { cancelled += 1 } }
            #expect(cancelled == 150)
            #expect(world.clock.now.offset == .seconds(10))
            _ = try await service.sealedPassword(of: servers[300])
            return world.clock.now.offset
        }
        #expect(sent <= .seconds(61))
    }

    @Test func `an operation's deadline does not run while it stands in line`() throws {
        let setting = try Self.setting(.gateway)
        // Nine minutes in line, and five for an operation.
        #expect(try Self.collect(setting, setting.service).count == Self.count)
    }
}
