import AutomationCore
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport

extension RunbookFixture {
    /// What the disk holds for a server; nil when there is nothing.
    func storedFile(_ id: String) throws -> StoredPasswords? { try setting.stored(id) }

    /// Puts every server's true password into the store, as an earlier run would have.
    func storeTruePasswords() throws {
        let (store, servers) = (setting.store, simulatedServers)
        try setting.simulation.run {
            for server in servers {
                try await store.put(Secret(server.password), for: Server(id: server.id, name: server.name))
            }
        }
    }
}

extension RunbookFixture {
    /// Gives the store's folder the mode of a careless operator.
    func openVaultToOthers() throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: setting.vaultPath
        )
    }
}
