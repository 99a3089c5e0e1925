import AutomationCore
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct VaultRefusalTests {
    private let fixture: VaultFixture

    init() throws {
        fixture = try VaultFixture()
    }

    @Test(arguments: [0o755, 0o750, 0o701, 0o770])
    func `a folder that is open to others is refused, with the command that closes it`(mode: Int) async throws {
        try fixture.setMode(mode, fixture.path)
        let error = try await fixture.failureOfPut()
        #expect(error.message == "the vault vault cannot be used: the folder is open to other users")
        #expect(error.hint == "close it with: chmod 700 '\(fixture.path)'")
        #expect(try fixture.names(fixture.path) == [".age-recipients"])
        try fixture.setMode(0o700, fixture.path)
        try await fixture.store.put(Secret("a"), for: fixture.server)
        for folder in [fixture.path + "/servers", fixture.place()] {
            try fixture.setMode(mode, folder)
            let error = try await fixture.failureOfPut()
            #expect(error.hint == "close it with: chmod 700 '\(folder)'")
            try fixture.setMode(0o700, folder)
        }
        #expect(try fixture.passwords() == ["a", "-"])
    }

    @Test(arguments: [0o644, 0o640, 0o604], ["record.json", "age"])
    func `a file that is open to others is refused, with the command that closes it`(
        mode: Int,
        name: String
    ) async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        let file = name == "age" ? try fixture.file("current") : fixture.recordFile()
        try fixture.setMode(mode, file)
        let error = try await fixture.failureOfPut()
        #expect(error.message.contains("is open to other users"))
        #expect(error.hint == "close it with: chmod 600 '\(file)'")
        #expect(try fixture.passwords() == ["a", "-"])
    }

    @Test func `recipients that others can change are refused`() async throws {
        try fixture.setMode(0o664, fixture.path + "/.age-recipients")
        #expect(try await fixture.failureOfPut().message.contains("can be changed by other users"))
        try fixture.setMode(0o644, fixture.path + "/.age-recipients")
        try await fixture.store.put(Secret("a"), for: fixture.server)
    }

    @Test(arguments: ["", "# nobody\n", "age1wrong\n", "hunter2\n"])
    func `recipients that are none are refused`(text: String) async throws {
        try text.write(toFile: fixture.path + "/.age-recipients", atomically: false, encoding: .utf8)
        let error = try await fixture.failureOfPut()
        #expect(error.message.contains("the file of recipients \(fixture.path)/.age-recipients is no good"))
    }

    @Test func `where there is no vault the hint tells how to make one`() async throws {
        for (name, reason) in [("nowhere", "there is no such folder"), ("empty", "the folder is no vault")] {
            try FileManager.default.createDirectory(
                atPath: fixture.folder.path + "/empty",
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let store = try VaultFixture.store(in: fixture.folder, named: name)
            let error = try await fixture.failureOfPut(store)
            #expect(error.message.hasPrefix("the vault \(name) cannot be used: \(reason)"))
            #expect(error.hint == "make one with: latchkey vault init --vault '\(name)'")
            #expect(throws: AutomationError.self) { try store.checkUsable() }
            await #expect(throws: AutomationError.self) { _ = try await store.record(for: fixture.server) }
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/nowhere"))
    }

    @Test(arguments: [
        "", "{", "hunter2", "null", "[]", "{}", #"{"version":2,"server_id":"s-1","history":[]}"#,
        #"{"version":1,"server_id":"s-2","history":[]}"#,
        #"{"version":1,"server_id":"s-1","history":[],"current":{"file":"hunter2"}}"#, "\u{0}\u{0}\u{0}",
        #"{"version":1,"server_id":"s-1","history":[],"current":{"id":"../x","file":"../x.age","length":1,"#
            + #""sha256":"","stored_at":"2026-01-01T00:00:00Z"}}"#,
    ])
    func `a damaged or later record is an error and stays as it is`(text: String) async throws {
        try fixture.prepare(record: text)
        let error = try await fixture.failureOfPut()
        if text.contains(#""version":2"#) {
            #expect(error.message.contains("its record is of version 2"))
            // Which no repair may undo.
            #expect(try await fixture.store.inspect(repairing: true).isDamaged)
        } else {
            #expect(error.message.contains("its record is damaged: \(fixture.recordFile())"))
            #expect(error.hint?.contains("latchkey vault verify --repair --vault 'vault'") == true)
        }
        #expect(error.server == "web-01")
        let (store, server) = (fixture.store, fixture.server)
        _ = try await fixture.failure { _ = try await store.putPending(Secret("hunter2"), for: server) }
        _ = try await fixture.failure { _ = try await store.record(for: server) }
        #expect(FileManager.default.contents(atPath: fixture.recordFile()) == Data(text.utf8))
        #expect(try fixture.names(fixture.place()) == ["record.json"])
    }

    @Test(arguments: [
        "", ".", "..", "../s-1", "a/b", "/etc/passwd", "a b", "a.json", "a\u{0}b", "sérver", ".hidden",
        String(repeating: "a", count: 129),
    ])
    func `an id that is no plain name becomes no path`(id: String) async throws {
        let error = try await fixture.failureOfPut(server: Server(id: id))
        #expect(error.message.hasSuffix("cannot be a server id"))
        _ = try await fixture.failure { _ = try await fixture.store.record(for: Server(id: id)) }
        #expect(try fixture.names(fixture.path) == [".age-recipients"])
        #expect(try fixture.names(fixture.folder.path) == ["vault"])
    }

    @Test func `what is no file or no folder is refused and left alone`() async throws {
        _ = try fixture.folder.write("file", "")
        let error = try await fixture.failureOfPut(try VaultFixture.store(in: fixture.folder, named: "file/vault"))
        #expect(error.message.contains("not a directory"))
        _ = try fixture.folder.write("vault/servers", "")
        let second = try await fixture.failureOfPut()
        #expect(second.message.hasSuffix("the folder of the server cannot be made: not a directory"))
        try FileManager.default.removeItem(atPath: fixture.path + "/servers")
        try fixture.prepare(record: String(repeating: " ", count: 5 << 20))
        #expect(try await fixture.failureOfPut().message.contains("5242880 bytes"))
    }

    @Test func `what a killed writer left half-written goes with the next write, and nothing else does`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        let place = "vault/servers/s-1/"
        _ = try fixture.folder.write(place + ".record.json.4f.tmp", "half a")
        _ = try fixture.folder.write(place + ".20260101T000000Z-0.age.4f.tmp", "half")
        _ = try fixture.folder.write(place + "notes.txt", "mine")
        try await fixture.store.put(Secret("b"), for: fixture.server)
        let names = try fixture.names(fixture.place())
        #expect(names == (try fixture.files()) + ["current.age", "notes.txt", "record.json"])
        #expect(try fixture.passwords() == ["b", "-", "a"])
    }
}
