import AutomationCore
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct FolderSecretStoreRefusalTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    /// What putting a password fails with; it must not show it.
    private func failure(
        _ store: FolderSecretStore? = nil,
        server: Server? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) async throws -> AutomationError {
        let (store, server) = (store ?? fixture.store, server ?? fixture.server)
        let error = try await #require(throws: AutomationError.self, sourceLocation: location) {
            try await store.put(Secret("hunter2"), for: server)
        }
        #expect(error.kind == .secretStore, sourceLocation: location)
        #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"), sourceLocation: location)
        return error
    }

    @Test(arguments: [0o755, 0o750, 0o701, 0o770])
    func `a folder that is open to others is refused, with the command that closes it`(mode: Int) async throws {
        try FileManager.default.createDirectory(
            atPath: fixture.path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: mode]
        )
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: fixture.path)
        let error = try await failure()
        #expect(error.message.hasSuffix("the folder is open to other users"))
        #expect(error.hint == "close it with: chmod 700 '\(fixture.path)'")
        #expect(try fixture.names() == [])
    }

    @Test(arguments: [0o644, 0o640, 0o604])
    func `an entry that is open to others is refused, with the command that closes it`(mode: Int) async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: fixture.file())
        let error = try await failure()
        #expect(error.message.contains("its entry is open to other users"))
        #expect(error.hint == "close it with: chmod 600 '\(fixture.file())'")
        #expect(try fixture.passwords() == ["a", "-"])
    }

    @Test(arguments: [
        "", "{", "hunter2", "null", "[]", "{}", #"{"version":2,"server_id":"s-1","history":[]}"#,
        #"{"version":1,"server_id":"s-1","history":[],"current":{"password":"hunter2"}}"#, "\u{0}\u{0}\u{0}",
    ])
    func `a damaged or later entry is an error and stays as it is`(text: String) async throws {
        try fixture.prepare(text)
        let error = try await failure()
        #expect(error.message.contains("its entry is damaged, or of a later version"))
        #expect(error.message.contains(fixture.file()))
        #expect(error.server == "web-01")
        let (store, server) = (fixture.store, fixture.server)
        await #expect(throws: AutomationError.self) {
            _ = try await store.putPending(Secret("b"), for: server)
        }
        await #expect(throws: AutomationError.self) { _ = try await store.record(for: server) }
        #expect(FileManager.default.contents(atPath: fixture.file()) == Data(text.utf8))
        #expect(try fixture.names() == ["s-1.json"])
    }

    @Test(arguments: [
        "", ".", "..", "../s-1", "a/b", "/etc/passwd", "a b", "a.json", "a\u{0}b", "sérver", ".hidden",
        String(repeating: "a", count: 129),
    ])
    func `an id that is no plain name becomes no path`(id: String) async throws {
        let error = try await failure(server: Server(id: id))
        #expect(error.message.hasSuffix("cannot be a server id"))
        let store = fixture.store
        await #expect(throws: AutomationError.self) { _ = try await store.record(for: Server(id: id)) }
        if FileManager.default.fileExists(atPath: fixture.path) { #expect(try fixture.names() == []) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path).allSatisfy { $0 == "vault" })
    }

    @Test func `a folder that cannot be made is told with the reason`() async throws {
        _ = try fixture.folder.write("file", "")
        let store = StoreFixture.store(in: fixture.folder, named: "file/vault")
        let error = try await failure(store)
        #expect(
            error.message == "passwords cannot be kept in the folder file/vault: the folder cannot be made: "
                + "not a directory"
        )
        #expect(error.hint?.contains("--vault") == true)
        let read = try await #require(throws: AutomationError.self) { try await store.record(for: Server(id: "s-1")) }
        #expect(read.message.hasSuffix("its entry cannot be read: not a directory"))
    }

    @Test func `a file where the folder should be is refused`() async throws {
        _ = try fixture.folder.write("vault", "")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: fixture.path)
        let error = try await failure()
        #expect(error.message.hasSuffix("in the folder vault: it is a file, not a folder"))
        #expect(!error.message.lowercased().contains("success"))
    }

    @Test func `an entry that is no file is refused and left alone`() async throws {
        try FileManager.default.createDirectory(
            atPath: fixture.file(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let error = try await failure()
        #expect(error.message.hasSuffix("its entry cannot be read: it is no regular file"))
        #expect(try fixture.names() == ["s-1.json"])
    }

    @Test func `an entry that is too large to be one is refused before it is read`() async throws {
        try fixture.prepare(String(repeating: " ", count: 5 << 20))
        let error = try await failure()
        #expect(error.message.contains("5242880 bytes"))
    }
}

extension FolderSecretStoreRefusalTests {
    @Test func `what a killed writer left half-written goes with the next write, and nothing else does`() throws {
        let setting = try SimulatedSetting()
        let server = try #require(setting.servers.first)
        try setting.simulation.run { try await setting.store.put(Secret("Correct-Horse-9"), for: server) }
        let vault = setting.folder.path + "/vault"
        _ = try setting.folder.write("vault/.\(server.id).json.4f.tmp", "half a")
        _ = try setting.folder.write("vault/notes.txt", "mine")
        let next = FolderSecretStore(folder: "vault", world: setting.world)
        try setting.simulation.run { try await next.put(Secret("Correct-Horse-10"), for: server) }
        let names = try FileManager.default.contentsOfDirectory(atPath: vault).sorted()
        #expect(names == ["\(server.id).json", "notes.txt"])
    }

    @Test func `a place where nothing can be kept is noticed before anything is at hand`() throws {
        let setting = try SimulatedSetting()
        _ = try setting.folder.write("file", "in the way")
        for (folder, reason) in [("file", "it is a file, not a folder"), ("file/vault", "cannot be made")] {
            let store = FolderSecretStore(folder: folder, world: setting.world)
            let error = try #require(throws: AutomationError.self) { try store.checkUsable() }
            #expect(error.kind == .secretStore)
            #expect(error.message.contains(reason))
        }
        try FolderSecretStore(folder: "new/vault", world: setting.world).checkUsable()
        #expect(!FileManager.default.fileExists(atPath: setting.folder.path + "/new"))
    }
}
