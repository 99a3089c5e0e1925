import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct ThrottleTests {
    private static func fixture(
        limit: Int,
        window: Duration = .seconds(60),
        shape: SimulatedThrottle.Shape = .gateway,
        speed: Double = 1
    ) throws -> Fixture {
        try Fixture(servers: 3) {
            $0.speed = speed
            $0.throttles = [SimulatedThrottle(.showPassword, limit: limit, window: window, shape: shape)]
        }
    }

    private static func read(_ fixture: inout Fixture, server: Int = 0) -> Answer {
        let id = fixture.cloud.servers[server].id
        return fixture.send(.get, "/v1/\(fixture.project)/cloudservers/\(id)/os-server-password")
    }

    @Test func `the gateway refuses in the words of its policy`() throws {
        var fixture = try Self.fixture(limit: 1)
        #expect(Self.read(&fixture).status == 200)
        let answer = Self.read(&fixture)
        #expect(answer.status == 429)
        #expect(answer["error_code"] == "APIGW.0308")
        #expect(
            answer["error_msg"]
                == "The throttling threshold has been reached: policy user over ratelimit,limit:1,time:1 minute"
        )
        #expect(answer["request_id"] == answer.requestID)
        #expect(answer.headers[.retryAfter] == nil)
    }

    @Test func `the window slides, and refused calls do not count`() throws {
        var fixture = try Self.fixture(limit: 2)
        var admitted: [Int] = []
        // A call every five seconds, for two and a half minutes.
        for second in stride(from: 0, to: 150, by: 5) {
            if Self.read(&fixture).status == 200 { admitted.append(second) }
            fixture.pass(5)
        }
        #expect(admitted == [0, 5, 60, 65, 120, 125])
        #expect(fixture.cloud.throttledCount == 24)
    }

    @Test func `no window of any phase holds more than the limit`() throws {
        var fixture = try Self.fixture(limit: 7, window: .seconds(10))
        for step in 0..<1000 {
            fixture.pass(Double(step * 7919 % 23) / 10)
            _ = Self.read(&fixture)
        }
        let times = fixture.cloud.requests.filter { $0.status == 200 }.map(\.time)
        #expect(times.count > 50)
        for index in times.indices.dropLast(7) {
            #expect(times[index + 7].timeIntervalSince(times[index]) >= 9.999_999)
        }
    }

    @Test func `all servers and both forms count together, other operations do not`() throws {
        var fixture = try Self.fixture(limit: 3)
        #expect(Self.read(&fixture, server: 0).status == 200)
        #expect(Self.read(&fixture, server: 1).status == 200)
        let nativePath = "/v2.1/\(fixture.project)/servers/\(fixture.id)/os-server-password"
        #expect(fixture.send(.get, nativePath).status == 200)
        #expect(Self.read(&fixture, server: 2).status == 429)
        #expect(fixture.send(.get, nativePath).status == 429)
        #expect(fixture.send(.get, fixture.ecsPath + "/os-resetpwd-flag").status == 200)
        #expect(fixture.send(.delete, fixture.ecsPath + "/os-server-password").status == 204)
    }

    @Test func `a wrong token is refused before it counts`() throws {
        var fixture = try Self.fixture(limit: 1)
        fixture.token = "stale"
        for _ in 0..<3 { #expect(Self.read(&fixture).status == 401) }
        fixture.token = SimulatorConfiguration.defaultToken
        #expect(Self.read(&fixture).status == 200)
    }

    @Test func `speed shortens the window, and what is told of it`() throws {
        var fixture = try Self.fixture(limit: 1, speed: 30)
        #expect(Self.read(&fixture).status == 200)
        fixture.pass(1.9)
        #expect(Self.read(&fixture)["error_msg"]?.hasSuffix("limit:1,time:2 second") == true)
        fixture.pass(0.1)
        #expect(Self.read(&fixture).status == 200)
    }

    @Test func `the other shapes`() throws {
        var flow = try Self.fixture(limit: 0, shape: .flowControl)
        #expect(Self.read(&flow).status == 503)
        #expect(Self.read(&flow)["error/code"] == "Common.1503")
        var accepted = try Self.fixture(limit: 0, shape: .acceptedFlowControl)
        #expect(Self.read(&accepted).status == 202)
        #expect(Self.read(&accepted)["error/code"] == "Common.0024")
        var nova = try Self.fixture(limit: 1, shape: .overLimit)
        _ = Self.read(&nova)
        nova.pass(20.5)
        let answer = Self.read(&nova)
        #expect(answer.status == 429)
        #expect(answer["overLimit/code"] == "429")
        #expect(answer.headers[.retryAfter] == "40")
        #expect(answer["overLimit/retryAfter"] == "40")
    }

    @Test func `a refused reset changes nothing and is recorded as throttled`() throws {
        var fixture = try Fixture { $0.throttles = [SimulatedThrottle(.resetPassword, limit: 1)] }
        #expect(fixture.reset(to: "Correct-Horse-9").status == 204)
        #expect(fixture.reset(to: "Correct-Horse-8").status == 429)
        #expect(fixture.server?.pendingPassword == "Correct-Horse-9")
        #expect(fixture.cloud.requests.map(\.isThrottled) == [false, true])
        #expect(fixture.cloud.requests.map(\.status) == [204, 429])
    }

    @Test func `a call must pass all limits that concern it`() throws {
        var fixture = try Fixture {
            $0.throttles = [
                SimulatedThrottle(.all, limit: 3),
                SimulatedThrottle(.showFlag, limit: 1, window: .seconds(10), shape: .flowControl),
            ]
        }
        let path = fixture.ecsPath + "/os-resetpwd-flag"
        var statuses: [Int?] = []
        for _ in 0..<5 {
            statuses.append(fixture.send(.get, path).status)
            fixture.pass(9.9)
        }
        // What one limit refuses does not use up the other.
        #expect(statuses == [200, 503, 200, 503, 200])
        #expect(fixture.send(.get, path).status == 429)
    }
}
