import AutomationCore
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport

/// A server's file in the store's folder, read as anybody would who has only the disk.
struct StoredFile: Decodable {
    struct Entry: Decodable {
        var password: String
    }

    var current: Entry?
    var pending: Entry?
    var history: [Entry]

    /// Every password in the file.
    var passwords: [String] { ([current, pending].compactMap(\.self) + history).map(\.password) }
}

extension RunbookFixture {
    /// What the disk holds for a server; nil when there is no file.
    func storedFile(_ id: String) throws -> StoredFile? {
        let path = "\(setting.folder.path)/vault/\(id).json"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try JSONDecoder().decode(StoredFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

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
            ofItemAtPath: setting.folder.path + "/vault"
        )
    }
}
