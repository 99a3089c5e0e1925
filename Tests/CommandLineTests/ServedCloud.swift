import AutomationCore
import CloudSimulator
import Foundation
import TestSupport

/// A simulated cloud served over HTTP by the test itself, so that the test knows all its secrets.
struct ServedCloud {
    static let token = "planted-token-4711"

    let cloud: SimulatorTransport
    let endpoint: String
    let speed: Double

    /// Serves a cloud for as long as `body` runs.
    static func withCloud<Result: Sendable>(
        servers: Int = 2,
        speed: Double = 6000,
        prepare: (inout SimulatedCloud) -> Void = { _ in },
        _ body: @escaping @Sendable (ServedCloud) async throws -> Result
    ) async throws -> Result {
        let clock = SystemClock()
        var cloud = SimulatedCloud(
            configuration: SimulatorConfiguration(
                serverCount: servers,
                launchedAt: clock.wallTime,
                speed: speed,
                tokens: [token],
                keyPair: try TestKeyPair.simulated()
            )
        )
        prepare(&cloud)
        let transport = SimulatorTransport(cloud, clock: clock)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await SimulatorServer.serve(transport, port: 0) { port.yield($0) }
                return nil
            }
            group.addTask {
                var iterator = ports.makeAsyncIterator()
                let number = await iterator.next() ?? 0
                return try await body(
                    ServedCloud(cloud: transport, endpoint: "http://127.0.0.1:\(number)", speed: speed)
                )
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// The options that lead a run here.
    var options: [String] {
        ["--endpoint", endpoint, "--project", SimulatorConfiguration.defaultProjectID, "--speed", "\(speed)"]
    }

    /// `--server` for every server.
    var serverOptions: [String] {
        cloud.withState { cloud in cloud.servers.flatMap { ["--server", $0.id] } }
    }

    /// Every text that no output may contain.
    var secrets: [String] {
        cloud.withState { cloud in
            [Self.token]
                + cloud.servers.flatMap { [$0.initialPassword, $0.password] + [$0.pendingPassword].compactMap(\.self) }
        }
    }
}
