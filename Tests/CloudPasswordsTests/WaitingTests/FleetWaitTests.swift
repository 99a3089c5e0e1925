import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Fleets that wait for their initial passwords behind a quota of fifty gets a minute.
struct FleetWaitTests {
    private struct Outcome {
        /// How many times the cloud was asked for a password, refusals included.
        var gets: Int
        /// When the last password came, after the launch.
        var end: Duration
    }

    private static let limit = 50

    private static func throttled(_ cloud: inout SimulatedCloud) {
        cloud.configuration.throttles = [SimulatedThrottle(.showPassword, limit: limit)]
    }

    private static func waitForAll(_ setting: SimulatedSetting, _ service: PasswordService) throws -> Outcome {
        let servers = setting.servers
        let count = try setting.simulation.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for server in servers {
                    group.addTask { _ = try await service.waitForSealedPassword(of: server, timeout: .seconds(3600)) }
                }
                return try await group.reduce(0) { count, _ in count + 1 }
            }
        }
        #expect(count == servers.count)
        return Outcome(
            gets: setting.requests.count { $0.operation == .showServerPassword },
            end: setting.simulation.clock.now.offset
        )
    }

    @Test(arguments: [true, false])
    func `two thousand servers cost hardly more than a get each, and hardly longer than the quota dictates`(
        isLimitSet: Bool
    ) throws {
        let setting = try SimulatedSetting(seed: 5, servers: 2000) { cloud in
            Self.throttled(&cloud)
            cloud.configuration.latency = .milliseconds(20) ... .milliseconds(120)
        }
        let limits = isLimitSet ? [QuotaClass.getPassword: try QuotaLimit("50/m")] : [:]
        let quotas = RequestQuotas(world: setting.world, limits: limits)
        let outcome = try Self.waitForAll(setting, try setting.service(quotas: quotas))
        #expect(Double(outcome.gets) <= 1.08 * 2000)
        #expect(outcome.end <= .seconds(48 * 60))
        // A hundred details with a request, and one for the key pair of all.
        #expect(setting.requests.count { $0.operation != .showServerPassword } <= 30)
    }

    /// A hundred servers each of three images, in turn, whose passwords come at different times and almost together.
    private static func threeImages() throws -> SimulatedSetting {
        try SimulatedSetting(seed: 7, servers: 0) { cloud in
            throttled(&cloud)
            cloud.configuration.latency = .milliseconds(20) ... .milliseconds(120)
            let delays = [310...340, 430...460, 550...580]
            for _ in 0..<100 {
                for (number, delay) in delays.enumerated() {
                    let image = SimulatedImage(
                        id: "image-\(number)",
                        name: "Windows \(number)",
                        injectionDelay: .seconds(delay.lowerBound) ... .seconds(delay.upperBound)
                    )
                    cloud.addServer(image: image)
                }
            }
        }
    }

    /// What everybody does who has only a queue: look at the one that waits longest, and send it to the end when there
    /// is nothing yet.
    private static func firstCome(_ setting: SimulatedSetting) throws -> Outcome {
        let service = try setting.service(
            quotas: RequestQuotas(world: setting.world, limits: [.getPassword: try QuotaLimit("50/m")])
        )
        let (servers, clock) = (setting.servers, setting.simulation.clock)
        try setting.simulation.run {
            try await clock.sleep(for: .seconds(300))
            var queue = servers[...]
            while let server = queue.popFirst() {
                if try await service.sealedPassword(of: server) == nil { queue.append(server) }
            }
        }
        return Outcome(
            gets: setting.requests.count { $0.operation == .showServerPassword },
            end: clock.now.offset
        )
    }

    @Test func `learning what each image takes beats first come, first served`() throws {
        let plain = try Self.firstCome(try Self.threeImages())
        let setting = try Self.threeImages()
        let learned = try Self.waitForAll(
            setting,
            try setting.service(
                quotas: RequestQuotas(world: setting.world, limits: [.getPassword: try QuotaLimit("50/m")])
            )
        )
        // At least a sixth fewer requests, and no later.
        #expect(Double(learned.gets) <= Double(plain.gets) * 5 / 6)
        #expect(learned.end <= plain.end + .seconds(30))
    }

    @Test func `what one run has learned serves the next`() throws {
        func setting(_ seed: UInt64) throws -> SimulatedSetting {
            try SimulatedSetting(seed: seed, servers: 0) { cloud in
                let image = SimulatedImage(
                    id: "slow",
                    name: "Windows with everything",
                    injectionDelay: .seconds(560) ... .seconds(590)
                )
                for _ in 0..<12 { cloud.addServer(image: image) }
            }
        }
        let first = try setting(1)
        let service = try first.service()
        let before = try Self.waitForAll(first, service)
        let second = try setting(2)
        let experienced = try second.service(experience: InjectionExperience(service.schedule.takeNews()))
        let after = try Self.waitForAll(second, experienced)
        // Not even half the requests, and the passwords come as soon.
        #expect(after.gets * 2 < before.gets)
        #expect(after.end <= before.end + .seconds(30))
    }

    @Test func `standing in line costs no server its time`() throws {
        let setting = try SimulatedSetting(seed: 3, servers: 400) { cloud in
            cloud.configuration.throttles = [SimulatedThrottle(.showPassword, limit: 10)]
        }
        let (servers, service) = (setting.servers, setting.service)
        // Forty minutes behind the quota, and fifteen for each wait.
        let count = try setting.simulation.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for server in servers { group.addTask { _ = try await service.waitForSealedPassword(of: server) } }
                return try await group.reduce(0) { count, _ in count + 1 }
            }
        }
        #expect(count == 400)
        #expect(setting.simulation.clock.now.offset > .seconds(35 * 60))
    }

    @Test func `a server that never gets a password holds up no other and is told apart`() throws {
        let setting = try SimulatedSetting(seed: 3, servers: 100) { cloud in
            Self.throttled(&cloud)
            for _ in 0..<5 { cloud.addServer(injectionDelay: .seconds(100_000)) }
        }
        let (servers, service) = (setting.servers, setting.service)
        let kinds = try setting.simulation.run {
            await withTaskGroup(of: ErrorKind?.self) { group in
                for server in servers {
                    group.addTask {
                        do {
                            _ = try await service.waitForSealedPassword(of: server)
                            return nil
                        } catch {
                            return (error as? AutomationError)?.kind
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(kinds.count { $0 == nil } == 100)
        #expect(kinds.compactMap(\.self) == Array(repeating: .unavailable, count: 5))
        #expect(setting.simulation.clock.now.offset < .seconds(20 * 60))
    }

    @Test func `cancelling a fleet that waits ends all at once and leaves nothing behind`() throws {
        let setting = try SimulatedSetting(seed: 3, servers: 300) { Self.throttled(&$0) }
        let (servers, service, world) = (setting.servers, setting.service, setting.world)
        try setting.simulation.run {
            let tasks = servers.map { server in
                Task(executorPreference: world.executor) { try await service.waitForSealedPassword(of: server) }
            }
            try await world.clock.sleep(for: .seconds(400))
            for task in tasks { task.cancel() }
            for task in tasks { _ = await task.result }
            #expect(world.clock.now.offset == .seconds(400))
            // The next one is served as if nobody had been there.
            _ = try await service.waitForSealedPassword(of: servers[0], timeout: .seconds(3600))
        }
    }
}
