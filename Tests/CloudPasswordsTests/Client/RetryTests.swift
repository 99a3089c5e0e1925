import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct RetryTests {
    @Test(arguments: [
        (FaultEffect.refuseConnection, "connection refused"), (.loseRequest, "connection lost"),
        (.loseAnswer, "connection lost"), (.answer(.badGateway), "a web page"),
        (.answer(.gatewayTimeout), "a web page"), (.replaceAnswer(.gatewayTimeout), "a web page"),
        (.answer(CannedAnswer(status: 503)), "an empty error"), (.delay(.seconds(40)), "no answer in time"),
    ])
    func `what passes by itself is tried again after the pause that was told`(
        effect: FaultEffect,
        reason: String
    ) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(effect, on: [.showServerPassword], occurrence: .number(1))
        ])
        let (server, service) = (try setting.server, setting.service)
        let sealed = try setting.simulation.run { try await service.sealedPassword(of: server) }
        #expect(sealed != nil)
        let retry = try #require(setting.retries.first)
        #expect(setting.retries.count == 1)
        #expect(retry.attempt == 1)
        #expect(retry.reason.contains(reason))
        // The jitter of the first pause, behind what some of these answers ask for.
        #expect((.zero...Duration.milliseconds(2500)).contains(retry.pause))
        let told = RunEvent.retrying(
            operation: "password.get",
            server: server,
            attempt: 1,
            reason: retry.reason,
            pause: retry.pause
        )
        #expect(setting.events.all == [told])
        let wasted = if case .delay = effect { 30.0 } else { 0.0 }
        let times = setting.times(of: .showServerPassword)
        #expect(times.count == 2)
        #expect(abs(times[1] - times[0] - wasted - retry.pause / .seconds(1)) < 0.001)
    }

    @Test(arguments: [
        (CannedAnswer.throttled, "throttling threshold"), (.overLimit(retryAfter: 1), "rate-limited"),
        (.flowControl, "flow control"), (.acceptedFlowControl, "exceeds flow over limit"),
    ])
    func `what was too much is sent again when it is its turn`(answer: CannedAnswer, reason: String) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(answer), on: [.showServerPassword], occurrence: .number(1))
        ])
        let (server, service) = (try setting.server, setting.service)
        #expect(try setting.simulation.run { try await service.sealedPassword(of: server) } != nil)
        #expect(setting.retries.map(\.attempt) == [1])
        #expect(setting.retries.first?.reason.contains(reason) == true)
        #expect(setting.times(of: .showServerPassword) == [0, 1])
    }

    @Test(arguments: [400, 401, 403, 404, 405, 409])
    func `what the cloud refuses is not asked again`(status: Int) throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(.ecs(status, "Ecs.9999", "No.")))])
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.status == status)
        #expect(error.message == "the cloud answered: No.")
        #expect(!error.isRetryable)
        // A new token is worth one more, and no more than that.
        #expect(setting.requests.count == (status == 401 ? 2 : 1))
        #expect(setting.events.all.isEmpty)
        #expect(setting.simulation.clock.now.offset == .zero)
    }

    @Test func `a lasting failure is given up after six attempts, within a minute`() throws {
        for seed in 1...20 {
            let setting = try SimulatedSetting.settled(seed: UInt64(seed), faults: [FaultRule(.refuseConnection)])
            let (server, service) = (try setting.server, setting.service)
            let error = try setting.failure { try await service.sealedPassword(of: server) }
            #expect(error.kind == .connection)
            #expect(error.isRetryable)
            #expect(setting.requests.count == 6)
            #expect(error.message.hasSuffix("; gave up after 6 attempts"))
            #expect(setting.retries.map(\.attempt) == [1, 2, 3, 4, 5])
            #expect(setting.simulation.clock.now.offset <= .seconds(1 + 2 + 4 + 8 + 16))
            let total = setting.retries.reduce(Duration.zero) { $0 + $1.pause }
            #expect(setting.simulation.clock.now.offset == total)
        }
    }

    @Test func `the number of attempts is the policy's`() throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.refuseConnection)])
        let server = try setting.server
        let service = try setting.service(retryPolicy: RetryPolicy(mostAttempts: 2))
        _ = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(setting.requests.count == 2)
        let once = try setting.service(retryPolicy: RetryPolicy(mostAttempts: 1))
        let error = try setting.failure { try await once.sealedPassword(of: server) }
        #expect(setting.requests.count == 3)
        #expect(!error.message.contains("gave up"))
    }

    @Test func `a cloud that never answers holds nobody longer than five minutes`() throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.delay(.seconds(600)))])
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.kind == .timeout)
        #expect(error.hint == "is a firewall or a proxy in the way?")
        #expect(setting.requests.count == 6)
        #expect(setting.simulation.clock.now.offset <= .seconds(300))
    }

    @Test func `a cancelled task does not send again`() throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(.badGateway))])
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) { try await service.sealedPassword(of: server) }
            try await world.clock.sleep(for: .milliseconds(1))
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
        }
        #expect(setting.requests.count == 1)
        #expect(setting.simulation.clock.now.offset == .milliseconds(1))
    }
}
