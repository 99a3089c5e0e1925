import AutomationCore
import CloudPasswords
import Foundation
import StandardPlugins

/// What a command works with: the cloud, the store, the terminal.
struct CommandSession: Sendable {
    /// So many servers are worked on at once.
    private static let mostServers = 200

    let world: World
    let events: any EventSink
    let passwords: PasswordService
    let store: any SecretStore
    let terminal: any Terminal
    let environment: [String: String]

    /// The servers that were given by id or name, each once.
    ///
    /// - Parameter verifying: Asks the cloud about ids too, so that they can be shown with their names.
    /// - Throws: ``AutomationError``.
    func servers(_ texts: [String], verifying: Bool = false) async throws -> [Server] {
        let caller = "finding the servers"
        var servers: [Server]
        do {
            servers = try await passwords.servers.resolve(texts, verifying: verifying, caller: caller)
        } catch let error as AutomationError where verifying && error.kind == .forbidden {
            // Who may not list servers may still be permitted to work on them.
            servers = try await passwords.servers.resolve(texts, caller: caller)
        }
        var known: Set<String> = []
        servers.removeAll { !known.insert($0.id).inserted }
        return servers
    }

    /// Works on all servers at once, as far as is good for one host; one that fails does not disturb the others.
    func each(
        _ servers: [Server],
        _ body: @escaping @Sendable (Server) async throws -> ServerEntry
    ) async -> [ServerEntry] {
        await withTaskGroup(of: (Int, ServerEntry).self) { group in
            var entries: [Int: ServerEntry] = [:]
            for (index, server) in servers.enumerated() {
                if index >= Self.mostServers, let (done, entry) = await group.next() { entries[done] = entry }
                group.addTask { (index, await Self.entry(for: server, body)) }
            }
            for await (done, entry) in group { entries[done] = entry }
            return servers.indices.compactMap { entries[$0] }
        }
    }

    private static func entry(
        for server: Server,
        _ body: @Sendable (Server) async throws -> ServerEntry
    ) async -> ServerEntry {
        do {
            try Task.checkCancellation()
            return try await body(server)
        } catch let error as AutomationError {
            return ServerEntry(server: server, error: error)
        } catch {
            return ServerEntry(
                server: server,
                error: AutomationError(.cancelled, "stopped before it was done", server: server.label)
            )
        }
    }

    /// Opens the key files, asking for passphrases where they are needed.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/key``, or `CancellationError`.
    func keys(_ options: KeyOptions) async throws -> [PrivateKey] {
        let source = options.passphrase.source(environment: environment, files: world.files, terminal: terminal)
        let ring = KeyRing(source: source)
        var keys: [PrivateKey] = []
        for path in options.key { keys.append(try await ring.key(at: path, world: world)) }
        return keys
    }

    /// Opens a sealed password with whichever key fits.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/decryption``.
    func open(_ sealed: SealedPassword, with keys: [PrivateKey], checking: Bool) async throws -> Secret {
        var failures: [AutomationError] = []
        for key in keys {
            do {
                return try await passwords.open(sealed, with: key, checking: checking)
            } catch let error as AutomationError where error.kind == .decryption {
                failures.append(error)
            }
        }
        guard failures.count > 1, var error = failures.first else {
            throw failures.first ?? AutomationError(.input, "there is no key to open it with", hint: "give --key FILE")
        }
        error.message =
            "none of the \(failures.count) keys opens the password: "
            + failures.map(\.message).joined(separator: "; ")
        error.hint = "give the private key file of the key pair that the server was made with"
        throw error
    }

    /// Stores a password, which no interruption tears in the middle.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func keep(_ secret: Secret, for server: Server) async throws {
        try await world.finishing { [store] in try await store.put(secret, for: server) }
    }
}
