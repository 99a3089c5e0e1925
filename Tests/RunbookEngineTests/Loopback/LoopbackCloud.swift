import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import Logging
import RunbookEngine
import StandardPlugins
import TestSupport

/// A simulated cloud behind a real HTTP server on this machine, an hour to the second.
struct LoopbackCloud: Sendable {
    static let token = "token-on-the-wire"
    private static let speed = 3600.0

    let simulator: SimulatorTransport
    let events = RecordedEvents()
    let folder: TemporaryFolder
    private let port: Int
    private let transport: HTTPClientTransport
    private let clock: SystemClock

    /// Lends `body` a cloud with one server, launched just now.
    static func with<Result: Sendable>(
        _ body: @escaping @Sendable (LoopbackCloud) async throws -> Result
    ) async throws -> Result {
        let clock = SystemClock()
        let configuration = SimulatorConfiguration(
            serverCount: 1,
            launchedAt: clock.wallTime,
            speed: speed,
            tokens: [token],
            keyPair: try TestKeyPair.simulated()
        )
        let simulator = SimulatorTransport(SimulatedCloud(configuration: configuration), clock: clock)
        let folder = try TemporaryFolder()
        _ = try folder.write("test.pem", TestKeyPair.privateKeyPEM)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        return try await HTTPClientTransport.withTransport { transport in
            try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask {
                    defer { port.finish() }
                    try await SimulatorServer.serve(simulator, port: 0) { port.yield($0) }
                    return nil
                }
                group.addTask {
                    guard let number = await ports.first(where: { _ in true }) else { return nil }
                    return try await body(
                        LoopbackCloud(
                            simulator: simulator,
                            folder: folder,
                            port: number,
                            transport: transport,
                            clock: clock
                        )
                    )
                }
                defer { group.cancelAll() }
                while let result = try await group.next() {
                    if let result { return result }
                }
                throw CancellationError()
            }
        }
    }

    private init(
        simulator: SimulatorTransport,
        folder: TemporaryFolder,
        port: Int,
        transport: HTTPClientTransport,
        clock: SystemClock
    ) {
        self.simulator = simulator
        self.folder = folder
        self.port = port
        self.transport = transport
        self.clock = clock
    }

    /// The server as the cloud has it.
    var server: SimulatedServer? {
        simulator.withState { cloud in cloud.servers.first }
    }

    /// Runs a runbook against it.
    func run(_ source: String, projectID: String?) async throws -> RunReport {
        let world = World(
            clock: clock,
            randomness: SystemRandomSource(),
            transport: transport,
            executor: globalConcurrentExecutor,
            files: FileRoot(folder.path),
            speed: Self.speed
        )
        try TestVault.make(at: folder.path + "/vault")
        let store = VaultStore(folder: "vault", identities: [try TestVault.identity()], world: world)
        let client = CloudClient(
            location: CloudLocation(endpoint: "http://127.0.0.1:\(port)", projectID: projectID),
            credentials: CredentialProvider(
                source: FixedCredential(token: Secret(Self.token), name: "test"),
                world: world
            ),
            world: world,
            events: events,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let service = PasswordService(client: client, store: store, world: world, events: events)
        let runner = RunbookRunner(
            plugins: StandardPlugins.all(cloud: CloudSession(service), store: store),
            context: RunContext(world: world, events: events),
            inputs: RunInputs(servers: [Server(id: server?.id ?? "")])
        )
        return await runner.run(Runbook(name: RunbookFixture.name, source: source))
    }
}
