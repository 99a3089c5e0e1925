import CloudSimulator
import HTTPTypes
import Testing

@Suite struct FaultTests {
    @Test func `a lost answer leaves the change behind`() throws {
        var fixture = try Fixture()
        fixture.cloud.faults = FaultPlan([FaultRule(.loseAnswer, on: [.resetServerPassword], occurrence: .number(1))])
        let path = fixture.ecsPath + "/os-reset-password"
        let outcome = fixture.outcome(.put, path, #"{"reset-password":{"new_password":"Abcdef12"}}"#)
        guard case .connectionLost = outcome else {
            Issue.record("expected a lost connection")
            return
        }
        #expect(fixture.server?.pendingPassword == "Abcdef12")
        #expect(fixture.cloud.requests.last?.status == nil)
        #expect(fixture.reset(to: "Abcdef13").status == 204)
    }

    @Test func `a lost request and a refused connection change nothing`() throws {
        var fixture = try Fixture()
        for effect in [FaultEffect.loseRequest, .refuseConnection, .answer(.badGateway)] {
            fixture.cloud.faults = FaultPlan([FaultRule(effect)])
            _ = fixture.reset(to: "Abcdef12")
            #expect(fixture.server?.pendingPassword == nil)
        }
    }

    @Test func `a replaced answer hides a change that was made`() throws {
        var fixture = try Fixture()
        fixture.cloud.faults = FaultPlan([FaultRule(.replaceAnswer(.gatewayTimeout))])
        let answer = fixture.reset(to: "Abcdef12")
        #expect(answer.status == 504)
        #expect(answer.text.hasPrefix("<html>"))
        #expect(answer.requestID != nil)
        #expect(fixture.server?.pendingPassword == "Abcdef12")
    }

    @Test func `rules count the calls that match`() throws {
        var fixture = try Fixture(servers: 2)
        let ids = fixture.cloud.servers.map(\.id)
        fixture.cloud.faults = FaultPlan([
            FaultRule(.answer(.throttled), on: [.showServer], serverID: ids[0], occurrence: .upTo(2)),
            FaultRule(.answer(.flowControl), on: [.showServer], serverID: ids[1], occurrence: .number(2)),
        ])
        func statuses(_ id: String) -> [Int?] {
            (1...3).map { _ in fixture.send(.get, "/v1/\(fixture.project)/cloudservers/\(id)").status }
        }
        #expect(fixture.send(.get, fixture.ecsPath + "/os-resetpwd-flag").status == 200)
        #expect(statuses(ids[0]) == [429, 429, 200])
        #expect(statuses(ids[1]) == [200, 503, 200])
    }

    @Test func `a delay is cloud time`() throws {
        var fixture = try Fixture { $0.speed = 10 }
        fixture.cloud.faults = FaultPlan([FaultRule(.delay(.seconds(20)))])
        guard case .answer(_, let latency) = fixture.outcome(.get, fixture.ecsPath) else {
            Issue.record("expected an answer")
            return
        }
        #expect(latency == .seconds(2))
    }

    @Test func `the throttles come in all their shapes`() throws {
        var fixture = try Fixture()
        func answer(_ canned: CannedAnswer) -> Answer {
            fixture.cloud.faults = FaultPlan([FaultRule(.answer(canned))])
            return fixture.send(.get, fixture.ecsPath)
        }
        #expect(answer(.throttled)["error_code"] == "APIGW.0308")
        #expect(answer(.acceptedFlowControl).status == 202)
        #expect(answer(.acceptedFlowControl)["error/code"] == "Common.0024")
        #expect(answer(.flowControl)["error/code"] == "Common.1503")
        #expect(answer(.overLimit(retryAfter: 7))["overLimit/retryAfter"] == "7")
        #expect(answer(.emptyWithSuccess).text.isEmpty)
    }

    @Test func `chance takes about its share`() throws {
        var fixture = try Fixture()
        fixture.cloud.faults = .random(rate: 0.2)
        for _ in 0..<1000 { _ = fixture.outcome(.get, fixture.ecsPath) }
        let share = fixture.cloud.requests.count { $0.fault != nil }
        #expect((150...250).contains(share))
    }
}
