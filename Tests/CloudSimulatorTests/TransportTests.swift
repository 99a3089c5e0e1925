import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes
import Synchronization
import Testing

@Suite struct TransportTests {
    @Test func `an answer takes its latency on the world's clock`() async throws {
        let (transport, clock) = try make { $0.latency = .seconds(2) ... .seconds(2) }
        let path = transport.withState { "/v1/\($0.configuration.projectID)/cloudservers/\($0.servers[0].id)" }
        let response = try await transport.send(Fixture.request(.get, path))
        #expect(response.head.status.code == 200)
        #expect(clock.now.offset == .seconds(2))
    }

    @Test func `an answer that takes too long is a time-out after the change`() async throws {
        let (transport, clock) = try make()
        transport.withState { $0.faults = FaultPlan([FaultRule(.delay(.seconds(90)))]) }
        let path = transport.withState {
            "/v1/\($0.configuration.projectID)/cloudservers/\($0.servers[0].id)/os-reset-password"
        }
        let body = #"{"reset-password":{"new_password":"Abcdef12"}}"#
        await #expect(throws: TransportError(.timedOut, detail: "simulated")) {
            try await transport.send(Fixture.request(.put, path, body, timeout: .seconds(60)))
        }
        #expect(clock.now.offset == .seconds(60))
        #expect(transport.withState { $0.servers[0].pendingPassword } == "Abcdef12")
    }

    @Test func `lost and refused connections are transport errors`() async throws {
        let (transport, _) = try make()
        for (effect, reason) in [
            (FaultEffect.loseAnswer, TransportError.Reason.connectionLost), (.loseRequest, .connectionLost),
            (.refuseConnection, .connectionRefused),
        ] {
            transport.withState { $0.faults = FaultPlan([FaultRule(effect)]) }
            await #expect(throws: TransportError(reason, detail: "simulated")) {
                try await transport.send(Fixture.request(.get, "/"))
            }
        }
    }

    private func make(
        _ change: (inout SimulatorConfiguration) -> Void = { _ in }
    ) throws -> (SimulatorTransport, SkippingClock) {
        let clock = SkippingClock(start: Fixture.launch)
        let cloud = SimulatedCloud(configuration: try Fixture.configuration(change: change))
        return (SimulatorTransport(cloud, clock: clock), clock)
    }
}

/// A clock on which every sleep is over at once and has taken as long as it should.
private final class SkippingClock: WorldClock {
    private let state = Mutex(Duration.zero)
    private let start: Date

    init(start: Date) { self.start = start }

    var now: MonotonicInstant { MonotonicInstant(offset: state.withLock { $0 }) }

    var wallTime: Date { start.addingTimeInterval(now.offset / .seconds(1)) }

    func sleep(until deadline: MonotonicInstant) async throws {
        state.withLock { $0 = max($0, deadline.offset) }
    }
}
