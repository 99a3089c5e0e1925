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

    @Test func `the wait ends at its deadline, with a last look then`() throws {
        let (error, setting) = try Self.failure { $0.addServerWithoutKeyPair() }
        #expect(error.kind == .timeout)
        #expect(error.operation == "password.wait")
        #expect(error.server == "win-001")
        #expect(error.message == "there is no initial password after 15m")
        #expect(error.isRetryable)
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
            cloud.addServerWithoutKeyPair()
        }
        #expect(error.kind == .timeout)
        #expect(setting.simulation.clock.now.offset == .seconds(325))
    }

    @Test func `of a Linux server the hint says that it never has one`() throws {
        let (error, _) = try Self.failure { $0.addLinuxServer() }
        #expect(error.kind == .timeout)
        #expect(error.hint == "it is a Linux server: only Windows servers have one")
    }

    @Test func `without a key pair the hint says that nothing is ever injected`() throws {
        let (error, _) = try Self.failure { $0.addServerWithoutKeyPair() }
        #expect(error.hint == "the server was made without a key pair, so no password is ever injected")
    }

    @Test func `of a stopped server the hint says that it must run`() throws {
        let (error, _) = try Self.failure { cloud in
            let server = cloud.addServer(injectionDelay: .seconds(100_000))
            cloud.update(server.id) { $0.isRunning = false }
        }
        #expect(error.hint == "the server is SHUTOFF; it must run for the injection")
    }

    @Test func `where everything looks right the hint names what else there is`() throws {
        let (error, _) = try Self.failure { $0.addServer(injectionDelay: .seconds(100_000)) }
        #expect(error.hint?.contains("cleared before") == true)
        #expect(error.hint?.contains("Cloudbase-Init") == true)
        #expect(error.hint?.contains("169.254.169.254") == true)
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
