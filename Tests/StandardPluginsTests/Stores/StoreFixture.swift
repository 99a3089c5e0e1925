import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// A store in a temporary folder, in the real world: files are the same in every world.
struct StoreFixture: Sendable {
    let folder: TemporaryFolder
    let store: FolderSecretStore
    let server = Server(id: "s-1", name: "web-01")

    init() throws {
        folder = try TemporaryFolder()
        store = Self.store(in: folder)
    }

    /// A store of its own on the same folder.
    static func store(in folder: TemporaryFolder, named name: String = "vault") -> FolderSecretStore {
        FolderSecretStore(
            folder: name,
            world: World(
                clock: SystemClock(),
                randomness: SystemRandomSource(),
                transport: DeafTransport(),
                executor: globalConcurrentExecutor,
                files: FileRoot(folder.path)
            )
        )
    }

    var path: String { folder.path + "/vault" }

    /// The server's file.
    func file(_ id: String = "s-1") -> String { "\(path)/\(id).json" }

    /// What is in the server's file.
    func contents(_ id: String = "s-1") throws -> [String: Any] {
        let data = try #require(FileManager.default.contents(atPath: file(id)))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The passwords in the server's file: current, pending, history.
    func passwords(_ id: String = "s-1") throws -> [String] {
        let contents = try contents(id)
        let history = contents["history"] as? [[String: Any]] ?? []
        let entries = [contents["current"] as? [String: Any], contents["pending"] as? [String: Any]] + history
        return entries.map { $0?["password"] as? String ?? "-" }
    }

    /// The permission bits of a file or folder.
    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }

    /// Makes the folder and puts a file into it behind the store's back.
    func prepare(_ text: String, mode: Int = 0o600) throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        #expect(
            FileManager.default.createFile(
                atPath: file(),
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
        )
    }

    /// The names in the folder.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}

/// Never answers.
struct DeafTransport: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse {
        throw TransportError(.connectionRefused)
    }
}
