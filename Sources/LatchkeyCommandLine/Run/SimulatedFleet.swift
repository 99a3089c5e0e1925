import AutomationCore
import CloudSimulator
import Foundation

/// A simulated cloud with its key file on the disk, ready to be served.
struct SimulatedFleet {
    let transport: SimulatorTransport
    let servers: [Server]
    let keyFile: String

    /// Makes Windows servers that were launched just now.
    ///
    /// - Parameter folder: Where the private key of their key pair goes, with mode 0600.
    init(count: Int, speed: Double, seed: UInt64, clock: any WorldClock, folder: String) throws {
        let keyPair = try SimulatedKeyPair.generate()
        var configuration = SimulatorConfiguration(
            seed: seed,
            serverCount: count,
            launchedAt: clock.wallTime,
            speed: speed,
            keyPair: keyPair
        )
        configuration.accessKeys = [.standard]
        let cloud = SimulatedCloud(configuration: configuration)
        servers = cloud.servers.map { Server(id: $0.id, name: $0.name) }
        transport = SimulatorTransport(cloud, clock: clock)
        keyFile = folder + "/simulated-key.pem"
        let isWritten = FileManager.default.createFile(
            atPath: keyFile,
            contents: Data(keyPair.privateKeyPEM.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else {
            throw AutomationError(.input, "the simulator's key file \(keyFile) cannot be written")
        }
    }
}
