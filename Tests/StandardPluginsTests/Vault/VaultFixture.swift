import AgeEncryption
import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// A vault in a temporary folder, in the real world: files are the same in every world.
struct VaultFixture: Sendable {
    let folder: TemporaryFolder
    let store: VaultStore
    let server = Server(id: "s-1", name: "web-01")

    init() throws {
        folder = try TemporaryFolder()
        try TestVault.make(at: folder.path + "/vault")
        store = try Self.store(in: folder)
    }

    /// A store of its own on the same vault.
    static func store(
        in folder: TemporaryFolder,
        named name: String = "vault",
        canRead: Bool = true
    ) throws -> VaultStore {
        VaultStore(
            folder: name,
            identities: canRead ? [try TestVault.identity()] : [],
            world: world(in: folder)
        )
    }

    static func world(in folder: TemporaryFolder) -> World {
        World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: DeafTransport(),
            executor: globalConcurrentExecutor,
            files: FileRoot(folder.path)
        )
    }

    /// A store that cannot read what it writes.
    func runner() throws -> VaultStore { try Self.store(in: folder, canRead: false) }

    var path: String { folder.path + "/vault" }

    /// The server's folder.
    func place(_ id: String = "s-1") -> String { "\(path)/servers/\(id)" }

    func recordFile(_ id: String = "s-1") -> String { place(id) + "/record.json" }

    /// The encrypted files of the server, oldest first.
    func files(_ id: String = "s-1") throws -> [String] {
        try names(place(id)).filter { $0.hasSuffix(".age") && $0 != "current.age" }
    }

    /// What is in the server's record.
    func record(_ id: String = "s-1") throws -> [String: Any] {
        let data = try #require(FileManager.default.contents(atPath: recordFile(id)))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The path of the file that the record names as this.
    func file(_ place: String, _ id: String = "s-1") throws -> String {
        let entry = try #require(try record(id)[place] as? [String: Any])
        return try self.place(id) + "/" + #require(entry["file"] as? String)
    }

    /// The passwords of the server: current, pending, history.
    func passwords(_ id: String = "s-1") throws -> [String] {
        try #require(try StoredPasswords(vault: path, server: id)).listed
    }

    /// The permission bits of a file or folder.
    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }

    func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Makes the server's folder and puts a record into it behind the store's back.
    func prepare(record text: String) throws {
        try FileManager.default.createDirectory(
            atPath: place(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        #expect(
            FileManager.default.createFile(atPath: recordFile(), contents: Data(text.utf8), attributes: attributes)
        )
    }

    func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// What a call fails with; it must not show the password.
    func failure(
        _ location: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async throws -> AutomationError {
        let error = try await #require(throws: AutomationError.self, sourceLocation: location) { try await body() }
        #expect(error.kind == .secretStore, sourceLocation: location)
        #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"), sourceLocation: location)
        #expect(error.hint != nil, sourceLocation: location)
        return error
    }

    /// What putting a password fails with.
    func failureOfPut(
        _ store: VaultStore? = nil,
        server: Server? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) async throws -> AutomationError {
        let (store, server) = (store ?? self.store, server ?? self.server)
        return try await failure(location) { try await store.put(Secret("hunter2"), for: server) }
    }
}

/// Never answers.
struct DeafTransport: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse {
        throw TransportError(.connectionRefused)
    }
}
