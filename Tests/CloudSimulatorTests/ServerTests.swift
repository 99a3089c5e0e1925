import AutomationCore
import CloudSimulator
import Foundation
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ServerTests {
    @Test func `the server answers over HTTP`() async throws {
        try await withServer { port, simulator in
            let path = simulator.withState { "/v1/\($0.configuration.projectID)/cloudservers/\($0.servers[0].id)" }
            let answer = await RawConnection.exchange(port: port, Self.request("GET", path + "/os-resetpwd-flag"))
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.lowercased().contains("\r\nx-request-id: "))
            #expect(answer.hasSuffix("\r\n\r\n{\"resetpwd_flag\":\"True\"}"))

            let body = #"{"reset-password":{"new_password":"Abcdef12"}}"#
            let reset = await RawConnection.exchange(
                port: port,
                Self.request("PUT", path + "/os-reset-password", body)
            )
            #expect(reset.hasPrefix("HTTP/1.1 204 No Content\r\n"))
            #expect(!reset.lowercased().contains("content-length"))
            #expect(reset.hasSuffix("\r\n\r\n"))
            #expect(simulator.withState { $0.servers[0].pendingPassword } == "Abcdef12")
        }
    }

    @Test func `a lost connection is closed without a byte`() async throws {
        try await withServer { port, simulator in
            for effect in [FaultEffect.loseAnswer, .loseRequest, .refuseConnection] {
                simulator.withState { $0.faults = FaultPlan([FaultRule(effect)]) }
                #expect(await RawConnection.exchange(port: port, Self.request("GET", "/nowhere")) == "")
            }
            simulator.withState { $0.faults = FaultPlan() }
            let answer = await RawConnection.exchange(port: port, Self.request("GET", "/nowhere"))
            #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        }
    }

    @Test func `cancelling closes connections that clients keep open`() async throws {
        let kept = Mutex<Task<String, Never>?>(nil)
        try await withServer { port, simulator in
            let exchange = Task {
                await RawConnection.exchange(port: port, Self.request("GET", "/nowhere", connection: "keep-alive"))
            }
            kept.withLock { $0 = exchange }
            while simulator.withState({ $0.requests.isEmpty }) { await Task.yield() }
        }
        let answer = try #require(await kept.withLock { $0 }?.value)
        #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    }

    @Test func `a taken port is an error at once`() async throws {
        try await withServer { port, simulator in
            await #expect(throws: SimulatorServerError.self) {
                try await SimulatorServer.serve(simulator, port: port) { _ in }
            }
        }
    }

    /// Serves for as long as `body` runs.
    private func withServer(
        _ body: @escaping @Sendable (Int, SimulatorTransport) async throws -> Void
    ) async throws {
        let cloud = SimulatedCloud(configuration: try Fixture.configuration())
        let simulator = SimulatorTransport(cloud, clock: FixedClock())
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { announce.finish() }
                try await SimulatorServer.serve(simulator, port: 0) { announce.yield($0) }
            }
            var iterator = ports.makeAsyncIterator()
            if let port = await iterator.next() { try await body(port, simulator) }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private static func request(_ method: String, _ path: String, _ body: String = "", connection: String = "close")
        -> String
    {
        """
        \(method) \(path) HTTP/1.1\r
        Host: 127.0.0.1\r
        X-Auth-Token: \(SimulatorConfiguration.defaultToken)\r
        Content-Length: \(body.utf8.count)\r
        Connection: \(connection)\r
        \r
        \(body)
        """
    }
}

/// A clock on which it is always the moment after the fleet's start, and nothing takes time.
private struct FixedClock: WorldClock {
    var now: MonotonicInstant { MonotonicInstant(offset: .zero) }

    var wallTime: Date { Fixture.launch.addingTimeInterval(1) }

    func sleep(until deadline: MonotonicInstant) async throws {}
}
