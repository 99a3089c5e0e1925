import AutomationCore
import CloudSimulator
import Foundation
import TestSupport
import Testing

@testable import CloudPasswords

struct RetryAfterTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(arguments: [
        ("0", Duration.zero), ("3", .seconds(3)), (" 120 ", .seconds(120)),
        ("Fri, 15 Jan 2027 08:00:30 GMT", .seconds(30)), ("Fri, 15 Jan 2027 07:00:00 GMT", .zero),
    ])
    func `both forms of the header are read`(text: String, expected: Duration) {
        #expect(RetryAfter.parse(text, now: Self.now) == expected)
    }

    @Test(arguments: ["", "soon", "-1", "99999999999", "1.5", "Fri, 15 Jan 2038 08:00:30 GMT"])
    func `what is neither form, or longer than a day, is no order`(text: String) {
        #expect(RetryAfter.parse(text, now: Self.now) == nil)
    }

    @Test(arguments: [
        ("policy user over ratelimit,limit:200,time:5 minute", Duration.milliseconds(1500)),
        ("limit:50,time:1 minute", .milliseconds(1200)), ("limit:10,time:10 second", .seconds(1)),
    ])
    func `a throttle message tells when one more request is possible`(message: String, expected: Duration) {
        #expect(RetryAfter.interval(inThrottleMessage: message) == expected)
    }

    @Test(arguments: ["limit:0,time:5 minute", "limit:5,time:0 minute", "too many", "limit:5,time:9 fortnight"])
    func `a throttle message without limit or window tells nothing`(message: String) {
        #expect(RetryAfter.interval(inThrottleMessage: message) == nil)
    }

    @Test(arguments: [
        (CannedAnswer.overLimit(retryAfter: 7), Duration.seconds(7)),
        (.ecs(501, "Ecs.0603", "Another command is being executed."), .seconds(60)),
    ])
    func `what the cloud asks for is waited for`(answer: CannedAnswer, least: Duration) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(answer), on: [.showServerPassword], occurrence: .number(1))
        ])
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run { try await service.sealedPassword(of: server) }
        #expect(setting.retries.count == 1)
        let end = setting.simulation.clock.now.offset
        #expect((least...least + .seconds(1)).contains(end))
    }

    @Test func `who asks for longer than an operation may take is not waited for`() throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(.overLimit(retryAfter: 3600)), on: [.showServerPassword])
        ])
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.kind == .throttled)
        #expect(error.retryAfter == .seconds(3600))
        #expect(error.isRetryable)
        #expect(setting.simulation.clock.now.offset == .zero)
    }
}
