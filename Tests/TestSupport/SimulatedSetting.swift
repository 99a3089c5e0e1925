public import AutomationCore
public import CloudPasswords
public import CloudSimulator
import Foundation
import Logging
public import StandardPlugins

/// A simulated cloud with Windows servers launched just now, and everything that works on it, in a simulated world.
public struct SimulatedSetting: Sendable {
    /// The world that everything runs in.
    public let simulation: SimulatedWorld
    /// The cloud, in memory.
    public let cloud: SimulatorTransport
    /// The world as the code under test sees it.
    public let world: World
    /// What was told while it ran.
    public let events = RecordedEvents()
    /// A folder of the setting's own: relative paths start here.
    public let folder: TemporaryFolder
    /// The vault's folder, apart from the runbook's files.
    public var vaultPath: String { vaultFolder.path + "/vault" }
    private let vaultFolder: TemporaryFolder
    /// The store under the password service.
    public let store: VaultStore
    /// The password service on the simulated cloud.
    public let service: PasswordService

    /// Makes a setting; the same seed gives the same run.
    public init(
        seed: UInt64 = 1,
        servers: Int = 1,
        api: CloudAPI = .v1,
        token: String = SimulatorConfiguration.defaultToken,
        credential: Credential? = nil,
        prepare: (inout SimulatedCloud) -> Void = { _ in }
    ) throws {
        simulation = SimulatedWorld(seed: seed)
        var cloud = SimulatedCloud(
            configuration: SimulatorConfiguration(
                seed: seed,
                serverCount: servers,
                launchedAt: simulation.clock.wallTime,
                keyPair: try TestKeyPair.simulated()
            )
        )
        prepare(&cloud)
        self.cloud = SimulatorTransport(cloud, clock: simulation.clock)
        folder = try TemporaryFolder()
        world = simulation.world(transport: self.cloud, files: FileRoot(folder.path))
        vaultFolder = try TemporaryFolder()
        try TestVault.make(at: vaultFolder.path + "/vault")
        store = VaultStore(folder: vaultFolder.path + "/vault", identities: [try TestVault.identity()], world: world)
        service = PasswordService(
            client: CloudClient(
                location: CloudLocation(
                    endpoint: "https://ecs.simulated.example",
                    projectID: SimulatorConfiguration.defaultProjectID
                ),
                credentials: CredentialProvider(
                    source: FixedCredential(credential ?? .token(Secret(token), expiresAt: nil), name: "test"),
                    world: world
                ),
                world: world,
                events: events,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ),
            store: store,
            world: world,
            events: events,
            defaultAPI: api
        )
    }

    /// The servers of the simulated cloud, as a runbook refers to them.
    public var servers: [Server] {
        cloud.withState { cloud in cloud.servers.map { Server(id: $0.id, name: $0.name) } }
    }

    /// The requests that the cloud has received.
    public var requests: [RecordedRequest] { cloud.withState { $0.requests } }

    /// What the store holds for a server, read from the disk; nil when it has nothing.
    public func stored(_ id: String) throws -> StoredPasswords? {
        try StoredPasswords(vault: vaultPath, server: id)
    }

    /// The private key of the servers' key pair.
    public func privateKey() throws -> PrivateKey {
        try PrivateKey(pem: Secret(TestKeyPair.privateKeyPEM), name: "test.pem")
    }

    /// The true password of a server now.
    public func truePassword(of server: Server) -> Secret? {
        let now = simulation.clock.wallTime
        return cloud.withState { cloud in (cloud.server(server.id, at: now)?.password).map { Secret($0) } }
    }
}
