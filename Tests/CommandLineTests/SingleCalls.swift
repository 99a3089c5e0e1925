import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Calls of single commands on a cloud whose servers have their initial passwords already.
struct SingleCalls: Sendable {
    /// What `--json` writes, as far as the tests look at it.
    struct Document: Decodable {
        struct Failure: Decodable {
            var kind: String
            var message: String
            var hint: String?
        }
        struct Entry: Decodable {
            var id: String?
            var name: String?
            var ok: Bool?
            var error: Failure?
            var sealed: String?
            var sealed_sha256: String?
            var password: String?
            var store: String?
            var cleared: Bool?
            var can_reset: Bool?
            var confirmation: String?
            var restarted: Bool?
            var status: String?
            var key_name: String?
        }
        var outcome: String
        var error: Failure?
        var servers: [Entry]
    }

    let served: ServedCloud
    let folder: TemporaryFolder
    /// The key pair's private key file, and the same protected by a passphrase.
    let key: String
    let protectedKey: String

    /// Serves a cloud for as long as `body` runs.
    static func withCloud(
        servers: Int = 2,
        prepare: (inout SimulatedCloud) -> Void = { _ in },
        _ body: @escaping @Sendable (SingleCalls) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let key = try folder.write("key.pem", TestKeyPair.privateKeyPEM)
        let protectedKey = try folder.write("protected.pem", TestKeyPair.protectedPEM)
        try TestVault.make(at: folder.path + "/kept")
        try await ServedCloud.withCloud(servers: servers) { cloud in
            for server in cloud.servers { cloud.update(server.id) { $0.injectedAt = $0.launchedAt } }
            prepare(&cloud)
        } _: { served in
            try await body(SingleCalls(served: served, folder: folder, key: key, protectedKey: protectedKey))
        }
    }

    /// Runs a command against the cloud.
    func callAsFunction(
        _ arguments: String...,
        input: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try await self(arguments, input: input, environment: environment)
    }

    func callAsFunction(
        _ arguments: [String],
        input: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try await CommandRun.latchkey(
            arguments + options,
            environment: ["OS_TOKEN": ServedCloud.token].merging(environment) { $1 },
            folder: folder,
            input: input
        )
    }

    /// The options that lead here.
    var options: [String] { served.options + ["--vault", "kept"] }

    /// The server of this name.
    func server(_ name: String = "win-001") throws -> SimulatedServer {
        try #require(served.cloud.withState { $0.servers.first { $0.name == name } })
    }

    /// What the store holds for a server of this name.
    func stored(_ name: String = "win-001") throws -> [String] {
        try StoredPasswords(vault: folder.path + "/kept", server: server(name).id)?.passwords ?? []
    }

    /// The JSON of a run, which must be all that is on its standard output.
    static func document(_ run: CommandRun) throws -> Document {
        try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
    }
}
