import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

/// What is signed is what arrives, when real connections lie between.
@Suite struct SignedConnectionTests {
    @Test(.timeLimit(.minutes(1))) func `signed requests over a real connection are accepted`() async throws {
        let fixture = try SigningFixture(isTemporary: true, launchedAt: Date(timeIntervalSince1970: 0))
        let clock = SystemClock()
        let simulator = SimulatorTransport(fixture.cloud, clock: clock)
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await SimulatorServer.serve(simulator, port: 0) { announce.yield($0) } }
            guard let port = await ports.first(where: { _ in true }) else { return }
            try await HTTPClientTransport.withTransport { transport in
                let requests = [
                    (fixture.request(.get, ""), 200), (fixture.request(.get, "/os-server-password?b=ü ~&a=1+1"), 200),
                    (fixture.request(.get, "/os-server-password?b=%C3%BC%20~*&a=1+1"), 200),
                    (fixture.resetRequest(), 204), (fixture.request(.delete, "/os-server-password"), 204),
                ]
                for (var request, status) in requests {
                    request.head.scheme = "http"
                    request.head.authority = "127.0.0.1:\(port)"
                    let response = try await transport.send(fixture.sign(request, at: clock.wallTime))
                    #expect(response.head.status.code == status)
                }
            }
            group.cancelAll()
        }
        #expect(simulator.withState { $0.requests.count } == 5)
    }
}
