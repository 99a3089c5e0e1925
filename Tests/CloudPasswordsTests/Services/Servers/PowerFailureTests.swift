import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

/// A change of power must not happen twice, and must not be believed when it has not happened.
struct PowerFailureTests {
    private static let power: Set<SimulatedOperation> = [.changePower, .changePowerNatively]

    private static func setting(_ effect: FaultEffect, _ occurrence: FaultRule.Occurrence) throws -> SimulatedSetting {
        try SimulatedSetting.settled(faults: [FaultRule(effect, on: power, occurrence: occurrence)])
    }

    @Test(arguments: [CloudAPI.v1, .v2_1], [FaultEffect.loseAnswer, .replaceAnswer(.gatewayTimeout)])
    func `a reboot whose answer is lost is seen on the server and not ordered again`(
        api: CloudAPI,
        effect: FaultEffect
    ) throws {
        let setting = try Self.setting(effect, .number(1))
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.reboot(server, api: api) }
        #expect(setting.steps == ["rebooted"])
        #expect(try PowerTests.orders(setting).count == 1)
    }

    @Test func `a reboot whose connection is refused was not ordered, and is tried again`() throws {
        let passing = try Self.setting(.refuseConnection, .upTo(2))
        let (server, service) = (try passing.server, passing.service.servers)
        _ = try passing.simulation.run { try await service.reboot(server) }
        #expect(passing.steps == ["rebooted"])
        #expect(try PowerTests.orders(passing).count == 3)
        let lasting = try Self.setting(.refuseConnection, .every)
        let (other, refused) = (try lasting.server, lasting.service.servers)
        let error = try lasting.failure { try await refused.reboot(other) }
        #expect(error.isUnsent)
        #expect(error.isRetryable)
        #expect(error.hint?.contains("not known") == false)
        #expect(try PowerTests.simulated(lasting).status == "ACTIVE")
    }

    @Test func `a second order that does not leave says nothing of the first`() throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.loseRequest, on: Self.power, occurrence: .number(1)),
            FaultRule(.refuseConnection, on: Self.power),
        ])
        let (server, service) = (try setting.server, setting.service.servers)
        let error = try setting.failure { try await service.stop(server) }
        #expect(error.hint?.contains("whether the order was carried out is not known") == true)
        #expect(!error.isRetryable)
    }

    @Test(arguments: [FaultEffect.loseRequest, .answer(.badGateway)])
    func `a reboot that did not arrive is not ordered again, and the error says what is not known`(
        effect: FaultEffect
    ) throws {
        let setting = try Self.setting(effect, .every)
        let (server, service) = (try setting.server, setting.service.servers)
        let error = try setting.failure { try await service.reboot(server) }
        #expect(error.hint?.contains("whether the order was carried out is not known") == true)
        #expect(error.hint?.contains("still shows as ACTIVE") == true)
        #expect(!error.isRetryable)
        #expect(try PowerTests.orders(setting).count == 1)
    }

    @Test(arguments: [FaultEffect.loseRequest, .refuseConnection, .loseAnswer])
    func `a stop is ordered until it arrives, which cannot stop twice`(effect: FaultEffect) throws {
        let setting = try Self.setting(effect, .number(1))
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.stop(server) }
        #expect(try PowerTests.simulated(setting).status == "SHUTOFF")
        #expect(try PowerTests.orders(setting).count == (effect == .loseAnswer ? 1 : 2))
    }

    @Test func `what is throttled was not done, and is tried again`() throws {
        for answer in [CannedAnswer.throttled, .ecs(401, "Common.0013", "Invalid token.")] {
            let setting = try Self.setting(.answer(answer), .number(1))
            let (server, service) = (try setting.server, setting.service.servers)
            _ = try? setting.simulation.run { try await service.reboot(server) }
            #expect(try PowerTests.orders(setting).count <= 2)
        }
    }

    @Test func `looks that fail for a while are outlasted`() throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(.badGateway), on: [.showJob], occurrence: .upTo(8)),
            FaultRule(.loseRequest, on: [.showServer], occurrence: .number(2)),
        ])
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.reboot(server) }
        #expect(setting.steps == ["rebooted"])
    }

    @Test func `a job that has gone is an error that says where to look`() throws {
        let gone = CannedAnswer(status: 404, body: #"{"code":"Common.0011","message":"The job ID is incorrect."}"#)
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(gone), on: [.showJob])])
        let (server, service) = (try setting.server, setting.service.servers)
        let error = try setting.failure { try await service.reboot(server) }
        #expect(error.kind == .notFound)
        #expect(error.hint?.contains("look at the server itself") == true)
    }

    @Test(arguments: ["{}", "[]", "nonsense", #"{"status":5}"#])
    func `an answer that is no job is an error`(body: String) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(CannedAnswer(status: 200, body: body)), on: [.showJob])
        ])
        let service = setting.service.servers
        let error = try setting.failure { try await service.waitForJob("ff80") }
        #expect(error.kind == .cloud)
        #expect(error.message.hasPrefix("expected a job in JSON"))
    }

    @Test func `a job that never ends is given up`() throws {
        let body = #"{"status":"INIT","job_id":"ff80"}"#
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(CannedAnswer(status: 200, body: body)), on: [.showJob])
        ])
        let service = setting.service.servers
        let error = try setting.failure { try await service.waitForJob("ff80", timeout: .seconds(90)) }
        #expect(error.kind == .timeout)
        #expect(error.message == "gave up waiting for the cloud's job after 1m 30s; the job is INIT")
    }

    @Test func `a native reboot that shows nowhere is given up in the end`() throws {
        // The cloud takes the order and does nothing about it.
        let taken = FaultRule(.answer(CannedAnswer(status: 202)), on: Self.power)
        let setting = try SimulatedSetting.settled(faults: [taken])
        let (server, service) = (try setting.server, setting.service.servers)
        let error = try setting.failure { try await service.reboot(server, api: .v2_1, timeout: .seconds(120)) }
        #expect(error.kind == .timeout)
        #expect(error.message.contains("the server is ACTIVE"))
    }

    @Test func `a native restart that nobody may see is told as ordered, and as no more`() throws {
        let refused = FaultRule(.answer(CannedAnswer(status: 403)), on: [.showServer, .showServerNatively])
        let setting = try SimulatedSetting.settled(faults: [refused])
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.restart(server, api: .nova) }
        #expect(try PowerTests.orders(setting).count == 1)
        #expect(setting.steps == ["reboot ordered; unconfirmed"])
    }
}
