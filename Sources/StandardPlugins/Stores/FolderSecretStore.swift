public import AutomationCore
import Foundation

/// A folder with one file per server, readable by its owner alone.
///
/// The passwords in it are not encrypted. The folder has mode 0700, its files 0600, both checked; writers in this
/// process take turns as an actor, those in others by a lock on the folder.
public actor FolderSecretStore: SecretStore {
    /// The largest file that is read: some ten thousand passwords.
    private static let largestFile = 4 << 20

    public nonisolated let name: String
    private let folder: String
    private let world: World
    private var hasSwept = false

    /// Makes the store in `folder`, which is created when something is first put into it.
    public init(folder: String, world: World) {
        self.folder = world.files.resolve(folder)
        self.world = world
        name = "the folder \(folder)"
    }

    public func put(_ secret: Secret, for server: Server) async throws {
        try change(server) { $0.put(StoredPasswords.Entry(secret, at: world.clock.wallTime)) }
    }

    public func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        let pending = PendingPassword(rawValue: String(world.randomness.next(), radix: 16))
        try change(server) { $0.putPending(StoredPasswords.Entry(secret, at: world.clock.wallTime, reset: pending)) }
        return pending
    }

    public func promote(_ pending: PendingPassword, for server: Server) async throws {
        try change(server) { passwords throws(AutomationError) in
            guard passwords.promote(pending) else {
                throw AutomationError(
                    .secretStore,
                    "the pending password is not in \(name), so it cannot become current",
                    server: server.label
                )
            }
        }
    }

    public func withdraw(_ pending: PendingPassword, for server: Server) async throws {
        try change(server) { $0.withdraw(pending) }
    }

    public func record(for server: Server) async throws -> SecretRecord? {
        try load(server)?.record
    }

    /// Looks whether passwords could be kept here, without making anything: better now than when one is at hand.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    public nonisolated func checkUsable() throws(AutomationError) {
        var status = stat()
        if stat(folder, &status) == 0 { return try check(status) }
        var parent = (folder as NSString).deletingLastPathComponent
        while parent.count > 1, stat(parent, &status) != 0, errno == ENOENT {
            parent = (parent as NSString).deletingLastPathComponent
        }
        guard stat(parent, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, access(parent, W_OK | X_OK) == 0 else {
            throw failure("the folder cannot be made: \(parent) is no folder that can be written to")
        }
    }

    // MARK: - Files

    private func change(
        _ server: Server,
        _ body: (inout StoredPasswords) throws(AutomationError) -> Void
    ) throws(AutomationError) {
        try prepareFolder(for: server)
        let lock = try lockFolder(for: server)
        defer { close(lock) }
        sweep()
        var passwords = try load(server) ?? StoredPasswords(server: server)
        passwords.serverName = server.name ?? passwords.serverName
        try body(&passwords)
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let contents = try? encoder.encode(passwords) else {
            throw failure("the entry cannot be written down", server)
        }
        do {
            try DurableFile.replace(
                try fileName(server),
                in: folder,
                with: Array(contents) + [0x0a],
                tag: world.randomness.next()
            )
        } catch let error as DurableFile.Failure {
            throw failure("\(error.step) failed: \(error.reason)", server)
        } catch {
            throw failure("\(error)", server)
        }
    }

    private func load(_ server: Server) throws(AutomationError) -> StoredPasswords? {
        let path = "\(folder)/\(try fileName(server))"
        var status = stat()
        guard stat(path, &status) == 0 || errno != ENOENT else { return nil }
        guard status.st_mode & 0o077 == 0 else {
            throw failure(
                "its entry is open to other users: \(path)",
                server,
                hint: "close it with: chmod 600 '\(path)'"
            )
        }
        let contents: [UInt8]
        do { contents = try ReadableFile.read(path, limit: Self.largestFile) } catch {
            throw failure("its entry cannot be read: \(error.reason)", server)
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let passwords = try? decoder.decode(StoredPasswords.self, from: Data(contents)), passwords.version == 1
        else {
            throw failure("its entry is damaged, or of a later version: \(path)", server)
        }
        return passwords
    }

    private func prepareFolder(for server: Server) throws(AutomationError) {
        do { try DurableFile.makeFolder(folder) } catch {
            throw failure("the folder cannot be made: \(error.reason)", server)
        }
        var status = stat()
        guard stat(folder, &status) == 0 else { throw failure(SystemFailure.reason(), server) }
        try check(status, for: server)
    }

    private nonisolated func check(_ status: stat, for server: Server? = nil) throws(AutomationError) {
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw failure("it is a file, not a folder", server, hint: "choose a folder with --vault")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw failure(
                "the folder is open to other users",
                server,
                hint: "close it with: chmod 700 '\(folder)'"
            )
        }
    }

    /// Removes what a killed writer has left half-written. Called under the folder's lock, so nobody is writing.
    private func sweep() {
        guard !hasSwept else { return }
        hasSwept = true
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where DurableFile.isTemporary(name) {
            unlink("\(folder)/\(name)")
        }
    }

    private func lockFolder(for server: Server) throws(AutomationError) -> Int32 {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("the folder cannot be opened: \(SystemFailure.reason())", server) }
        while flock(directory, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let error = failure("the folder cannot be locked: \(SystemFailure.reason())", server)
                close(directory)
                throw error
            }
        }
        return directory
    }

    /// An id that is no plain name must not become a path.
    private func fileName(_ server: Server) throws(AutomationError) -> String {
        let isPlain = server.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        guard isPlain, !server.id.isEmpty, server.id.count <= 128 else {
            throw failure("\"\(server.id)\" cannot be a server id", server)
        }
        return server.id + ".json"
    }

    private nonisolated func failure(_ reason: String, _ server: Server? = nil, hint: String? = nil) -> AutomationError
    {
        AutomationError(
            .secretStore,
            "passwords cannot be kept in \(name): \(reason)",
            server: server?.label,
            hint: hint ?? "nothing that was stored before is lost; make room, or choose another folder with --vault"
        )
    }
}
