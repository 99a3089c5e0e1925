import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct WaitTests {
    /// Waits for the first server's password, opens it, and gives it.
    private static func password(_ setting: SimulatedSetting, timeout: Duration = .seconds(900)) throws -> Secret {
        let (server, service, key) = (try setting.server, setting.service, try setting.privateKey())
        return try setting.simulation.run {
            try await service.waitForSealedPassword(of: server, timeout: timeout).open(with: key)
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `the password comes with the injection, and nobody looks for it before it can be there`(seed: UInt64) throws {
        let setting = try SimulatedSetting(seed: seed)
        let password = try Self.password(setting)
        #expect(try setting.truePassword(of: setting.server)?.matches(password) == true)
        let injection = try #require(setting.cloud.withState { $0.servers.first?.injectedAt })
        let delay = injection.timeIntervalSince(SimulatedSetting.start)
        let arrival = setting.simulation.clock.now.offset / .seconds(1)
        #expect(setting.times(of: .showServer) == [0])
        let looks = setting.times(of: .showServerPassword)
        #expect(looks.first == 300)
        #expect((delay...(delay + 30)).contains(arrival))
        #expect(zip(looks, looks.dropFirst()).allSatisfy { (8...30).contains($1 - $0) })
        #expect(looks.count <= 15)
    }

    @Test func `a slow cloud does not make the first look too early`() throws {
        let setting = try SimulatedSetting { $0.configuration.latency = .seconds(4) ... .seconds(6) }
        _ = try Self.password(setting)
        let first = try #require(setting.times(of: .showServerPassword).first)
        #expect((300.0...301).contains(first))
    }

    @Test func `a server that was launched long ago is looked at right away`() throws {
        let setting = try SimulatedSetting.settled()
        _ = try Self.password(setting)
        #expect(setting.requests.map(\.operation) == [.showServer, .showKeyPair, .showServerPassword])
        #expect(setting.simulation.clock.now.offset == .zero)
        #expect(!setting.events.all.contains { if case .waiting = $0 { true } else { false } })
    }

    @Test func `a server that was launched some minutes ago is looked at five minutes after its launch`() throws {
        let setting = try SimulatedSetting(servers: 0) { cloud in
            cloud.addServer(
                launchedAt: SimulatedSetting.start.addingTimeInterval(-200),
                injectionDelay: .seconds(350)
            )
        }
        _ = try Self.password(setting)
        let looks = setting.times(of: .showServerPassword)
        #expect(abs((looks.first ?? 0) - 100) < 0.001)
        #expect((150.0...180).contains(looks.last ?? 0))
    }

    @Test func `a server that is being built is waited for`() throws {
        let setting = try SimulatedSetting(servers: 0) { cloud in
            cloud.addServer(
                launchedAt: SimulatedSetting.start.addingTimeInterval(120),
                injectionDelay: .seconds(400)
            )
        }
        _ = try Self.password(setting)
        let looks = setting.times(of: .showServerPassword)
        #expect(looks.first == 300)
        #expect((520.0...550).contains(looks.last ?? 0))
    }

    @Test func `a caller who may not see the server gets its password all the same`() throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(.ecs(403, "Ecs.0001", "No.")), on: [.showServer])
        ])
        let password = try Self.password(setting)
        #expect(try setting.truePassword(of: setting.server)?.matches(password) == true)
        #expect(setting.events.logLines.count == 1)
        #expect(setting.events.logLines.first?.hasPrefix("its launch time is not known") == true)
    }

    @Test(arguments: [600.0, 3600, -600])
    func `a clock that is ahead or behind does not make a new server old or young`(skew: Double) throws {
        let setting = try SimulatedSetting(servers: 0) { $0.addServer(injectionDelay: .seconds(550)) }
        var world = setting.world
        world.clock = SkewedClock(base: setting.simulation.clock, skew: skew)
        let (server, service) = (try setting.server, try setting.service(world: world))
        _ = try setting.simulation.run { try await service.waitForSealedPassword(of: server) }
        #expect(try #require(setting.times(of: .showServerPassword).first).rounded() == 300)
    }

    @Test func `a clock that is an hour slow does not spend the whole wait asleep`() throws {
        let setting = try SimulatedSetting()
        var world = setting.world
        world.clock = SkewedClock(base: setting.simulation.clock, skew: -3600)
        let (server, service) = (try setting.server, try setting.service(world: world))
        _ = try setting.simulation.run { try await service.waitForSealedPassword(of: server) }
        #expect(setting.times(of: .showServerPassword).first == 300)
    }

    @Test func `failures that last for minutes do not end the wait`() throws {
        let setting = try SimulatedSetting { cloud in
            cloud.faults = FaultPlan([
                FaultRule(.answer(CannedAnswer(status: 503)), on: [.showServerPassword], occurrence: .upTo(14))
            ])
        }
        let password = try Self.password(setting)
        #expect(try setting.truePassword(of: setting.server)?.matches(password) == true)
        #expect(setting.events.logLines.count == 2)
        #expect(setting.events.logLines.allSatisfy { $0.contains("gave up after 6 attempts") })
    }

    @Test func `a refusal ends the wait`() throws {
        let setting = try SimulatedSetting { cloud in
            cloud.faults = FaultPlan([
                FaultRule(
                    .answer(.gateway(403, "APIGW.0302", "The IAM user is not allowed.")),
                    on: [.showServerPassword]
                )
            ])
        }
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.waitForSealedPassword(of: server) }
        #expect(error.kind == .forbidden)
        #expect(error.operation == "password.wait")
        #expect(setting.times(of: .showServerPassword) == [300])
    }

    @Test func `it tells what is waited for, until when, and that it has come`() throws {
        let setting = try SimulatedSetting(servers: 0) { $0.addServer(injectionDelay: .seconds(305)) }
        _ = try Self.password(setting)
        let events = setting.events.all
        guard events.count == 3, case .waiting(let server, let what, let next, let remaining) = events[0],
            case .waiting(_, _, let secondNext, let secondRemaining) = events[1],
            case .arrived(_, let arrived, let after) = events[2]
        else {
            Issue.record("expected two waits and an arrival, got \(events)")
            return
        }
        #expect(server.name == "win-001")
        #expect(what == "the initial password")
        #expect(next == .seconds(300))
        #expect(remaining == .seconds(900))
        #expect((.seconds(8)...Duration.seconds(10)).contains(secondNext))
        #expect(secondRemaining == .seconds(600))
        #expect(arrived == "the initial password")
        #expect(after == setting.simulation.clock.now.offset)
    }
}
