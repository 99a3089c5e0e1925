import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct WaitDeadlineTests {
    private static func failure(
        timeout: Duration = .seconds(900),
        prepare: (inout SimulatedCloud) -> Void
    ) throws -> (error: AutomationError, setting: SimulatedSetting) {
        let setting = try SimulatedSetting(servers: 0, prepare: prepare)
        let (server, service) = (try setting.server, setting.service)
        return (try setting.failure { try await service.waitForSealedPassword(of: server, timeout: timeout) }, setting)
    }

    @Test func `where nothing has come long after the launch the wait ends, and says that nothing will`() throws {
        let (error, setting) = try Self.failure { $0.addServer(injectionDelay: .seconds(100_000)) }
        #expect(error.kind == .unavailable)
        #expect(error.operation == "password.wait")
        #expect(error.server == "win-001")
        #expect(error.message.hasPrefix("there is no initial password, and waiting will not bring it: "))
        #expect(error.message.contains("launched 15m ago"))
        #expect(!error.isRetryable)
        #expect(error.hint?.contains("cleared before") == true)
        #expect(error.hint?.contains("Cloudbase-Init") == true)
        #expect(error.hint?.contains("169.254.169.254") == true)
        let looks = setting.times(of: .showServerPassword)
        #expect(looks.first == 300)
        #expect(looks.last == 900)
        let pauses = zip(looks, looks.dropFirst()).map { $1 - $0 }
        #expect(pauses.allSatisfy { $0 <= 30 })
        #expect(pauses.dropLast().allSatisfy { $0 >= 8 })
        #expect(pauses.dropLast().suffix(5).allSatisfy { $0 >= 24 })
        #expect((21...30).contains(looks.count))
        #expect(setting.simulation.clock.now.offset == .seconds(900))
    }

    @Test func `who waits longer is believed to know that the image takes longer`() throws {
        let (error, setting) = try Self.failure(timeout: .seconds(1800)) {
            $0.addServer(injectionDelay: .seconds(100_000))
        }
        #expect(error.kind == .unavailable)
        #expect(setting.simulation.clock.now.offset == .seconds(1800))
    }

    @Test(arguments: [0, 1, 60, 299, 300])
    func `a wait shorter than the injection looks once, at its end`(seconds: Int) throws {
        let (error, setting) = try Self.failure(timeout: .seconds(seconds)) { $0.addServer() }
        #expect(error.kind == .timeout)
        #expect(setting.times(of: .showServerPassword) == [Double(seconds)])
    }

    @Test func `a password that comes with the deadline is not missed`() throws {
        let setting = try SimulatedSetting(servers: 0) { $0.addServer(injectionDelay: .seconds(400)) }
        let (server, service) = (try setting.server, setting.service)
        let sealed = try setting.simulation.run {
            try await service.waitForSealedPassword(of: server, timeout: .seconds(400))
        }
        #expect(!sealed.text.isEmpty)
    }

    @Test func `the deadline counts from the call, however slow the cloud answers`() throws {
        let (error, setting) = try Self.failure(timeout: .seconds(320)) { cloud in
            cloud.configuration.latency = .seconds(5) ... .seconds(5)
            cloud.addServer(injectionDelay: .seconds(100_000))
        }
        #expect(error.kind == .timeout)
        #expect(setting.simulation.clock.now.offset == .seconds(325))
    }

    @Test func `a Linux server is not waited for at all`() throws {
        let (error, setting) = try Self.failure { $0.addLinuxServer() }
        #expect(error.kind == .unavailable)
        #expect(error.message.hasSuffix("it is a Linux server, and only Windows servers get one"))
        #expect(setting.times(of: .showServerPassword).isEmpty)
        #expect(setting.simulation.clock.now.offset == .zero)
    }

    @Test func `a server without a key pair is not waited for at all`() throws {
        let (error, setting) = try Self.failure { $0.addServerWithoutKeyPair() }
        #expect(error.kind == .unavailable)
        #expect(error.message.contains("without a key pair"))
        #expect(setting.times(of: .showServerPassword).isEmpty)
    }

    @Test func `a server whose key pair is not RSA is not waited for at all`() throws {
        let (error, setting) = try Self.failure { cloud in
            cloud.addServer(keyPair: .generateEd25519(name: "modern"))
        }
        #expect(error.kind == .unavailable)
        #expect(error.message.contains("key pair modern is of the type ssh-ed25519"))
        #expect(setting.times(of: .showServerPassword).isEmpty)
    }

    @Test func `who may not see key pairs waits all the same`() throws {
        let setting = try SimulatedSetting(servers: 1) { cloud in
            cloud.faults = FaultPlan([FaultRule(.answer(.ecs(403, "Ecs.0001", "No.")), on: [.showKeyPair])])
        }
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run { try await service.waitForSealedPassword(of: server) }
    }

    @Test func `of a stopped server one empty answer is enough`() throws {
        let (error, setting) = try Self.failure { cloud in
            let server = cloud.addServer(injectionDelay: .seconds(100_000))
            cloud.update(server.id) { $0.isRunning = false }
        }
        #expect(error.kind == .unavailable)
        #expect(error.message.contains("the server is SHUTOFF"))
        #expect(error.hint == "start it and wait again")
        #expect(setting.times(of: .showServerPassword) == [300])
    }

    @Test func `a server that is started meanwhile is waited for`() throws {
        let setting = try SimulatedSetting(servers: 0) { cloud in
            let server = cloud.addServer(injectionDelay: .seconds(400))
            cloud.update(server.id) { $0.isRunning = false }
        }
        let (server, service, clock, cloud) = (try setting.server, setting.service, setting.world.clock, setting.cloud)
        try setting.simulation.run {
            async let sealed = service.waitForSealedPassword(of: server)
            try await clock.sleep(for: .seconds(100))
            cloud.withState { $0.update(server.id) { $0.isRunning = true } }
            _ = try await sealed
        }
    }

    @Test func `a record that was collected and cleared is not waited for again`() throws {
        let setting = try SimulatedSetting(servers: 1)
        let (server, service, key, vault) = (
            try setting.server, setting.service, try setting.privateKey(), setting.vault
        )
        try setting.simulation.run {
            let sealed = try await service.waitForSealedPassword(of: server)
            try await vault.put(try sealed.open(with: key), for: server)
            try await service.clear(server)
        }
        let before = setting.simulation.clock.now
        let error = try setting.failure { try await service.waitForSealedPassword(of: server) }
        #expect(error.kind == .unavailable)
        #expect(error.message.hasSuffix("it was collected before and the record cleared"))
        #expect(setting.simulation.clock.now == before)
    }

    @Test func `a server that was launched long ago and has no record is looked at once`() throws {
        let (error, setting) = try Self.failure { cloud in
            cloud.addServer(
                launchedAt: SimulatedSetting.start.addingTimeInterval(-7200),
                injectionDelay: .seconds(100_000)
            )
        }
        #expect(error.kind == .unavailable)
        #expect(error.message.contains("launched 2h ago"))
        #expect(setting.times(of: .showServerPassword) == [0])
    }

    @Test func `a cancelled wait ends at once`() throws {
        let setting = try SimulatedSetting()
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) {
                _ = try await service.waitForSealedPassword(of: server)
            }
            try await world.clock.sleep(for: .seconds(42))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(setting.simulation.clock.now.offset == .seconds(42))
        #expect(setting.times(of: .showServerPassword).isEmpty)
    }
}
