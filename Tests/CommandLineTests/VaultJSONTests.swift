import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What `latchkey vault ... --json` writes: one document on the standard output, with passwords only where asked for.
@Suite(.timeLimit(.minutes(2)))
struct VaultJSONTests {
    /// A vault with two passwords of one server that the test itself has thought of.
    private struct Planted: Sendable {
        static let earlier = "Planted-Earlier-1"
        static let current = "Planted-Current-2"

        let folder: TemporaryFolder
        let id: String

        func callAsFunction(_ arguments: String..., hasIdentity: Bool = true) async throws -> CommandRun {
            try await CommandRun.latchkey(
                ["vault"] + arguments + ["--vault", "kept"] + (hasIdentity ? ["--identity", "identity.txt"] : []),
                // The user who stored them has an identity where it is looked for.
                environment: hasIdentity ? [:] : ["HOME": folder.path + "/nobody"],
                folder: folder
            )
        }

        /// The server in the document, which must be all that was written.
        func server(_ run: CommandRun) throws -> Document.Machine {
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.errors.isEmpty)
            let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
            let server = try #require(document.servers.first)
            #expect(document.servers.count == 1 && server.id == id && server.name == "win-001")
            return server
        }
    }

    /// What the tests look at in a document.
    private struct Document: Decodable {
        struct Password: Decodable {
            var file: String
            var stored_at: String
            var reset: Bool
            var password: String?
        }
        struct Machine: Decodable {
            var id: String
            var name: String?
            var current: Password?
            var pending: Password?
            var history: [Password]?
        }
        var servers: [Machine]
    }

    private static func withVault(_ body: @escaping @Sendable (Planted) async throws -> Void) async throws {
        try await SingleCalls.withCloud(servers: 1) { latchkey in
            try TestVault.writeIdentity(to: latchkey.folder.path + "/identity.txt")
            for password in [Planted.earlier, Planted.current] {
                let reset = ["reset", "--server", "win-001", "--password-file", "-", "--yes"]
                let run = try await latchkey(reset, input: password + "\n")
                #expect(run.exitCode == 0, "\(run.text)")
            }
            try await body(Planted(folder: latchkey.folder, id: latchkey.server().id))
        }
    }

    @Test func `without --reveal no document has a password in it, whoever asks`() async throws {
        try await Self.withVault { vault in
            let shown = try await vault("show", "win-001", "--json")
            let server = try vault.server(shown)
            let current = try #require(server.current)
            #expect(current.reset && current.file.hasPrefix("servers/\(vault.id)/") && current.password == nil)
            #expect(server.pending == nil)
            #expect(server.history?.count == 1 && server.history?.first?.password == nil)
            #expect(try Date.ISO8601FormatStyle().parse(current.stored_at) > .distantPast)

            let listed = try await vault("list", "--json")
            #expect(listed.output == shown.output)
            let again = try await vault("show", vault.id, "--json", hasIdentity: false)
            #expect(again.output == shown.output)
            let earlier = try await vault("show", "win-001", "--json", "--history")
            #expect(try vault.server(earlier).current == nil && vault.server(earlier).history?.count == 1)
            let verified = try await vault("verify", "--json")
            #expect(verified.exitCode == 0 && verified.errors.isEmpty)
            let inspection = try JSONSerialization.jsonObject(with: Data(verified.output.utf8)) as? [String: Any]
            #expect(inspection?["ok"] as? Bool == true && inspection?["decrypted"] as? Int == 2)

            for run in [shown, listed, again, earlier, verified] {
                for secret in [Planted.earlier, Planted.current] { #expect(!run.text.contains(secret)) }
            }
        }
    }

    @Test func `with --reveal the password that was asked for is in it, and no other`() async throws {
        try await Self.withVault { vault in
            let current = try await vault("show", "win-001", "--json", "--reveal")
            #expect(try vault.server(current).current?.password == Planted.current)
            #expect(try vault.server(current).history == nil)
            #expect(!current.text.contains(Planted.earlier))
            let earlier = try await vault("show", "win-001", "--json", "--reveal", "--history")
            #expect(try vault.server(earlier).history?.map(\.password) == [Planted.earlier])
            #expect(!earlier.text.contains(Planted.current))

            // As a reset leaves it that was killed before the cloud had answered.
            let file = vault.folder.path + "/kept/servers/\(vault.id)/record.json"
            let data = try Data(contentsOf: URL(fileURLWithPath: file))
            var record = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
            record["pending"] = record.removeValue(forKey: "current")
            try JSONSerialization.data(withJSONObject: record).write(to: URL(fileURLWithPath: file))
            let pending = try await vault("show", "win-001", "--json", "--reveal", "--pending")
            #expect(try vault.server(pending).pending?.password == Planted.current)
            #expect(try vault.server(pending).history == nil && vault.server(pending).current == nil)
        }
    }

    @Test func `what cannot be shown leaves the standard output empty`() async throws {
        try await Self.withVault { vault in
            for run in [
                try await vault("show", "win-002", "--json"),
                try await vault("show", "win-001", "--json", "--pending"),
                try await vault("show", "win-001", "--json", "--reveal", hasIdentity: false),
            ] {
                #expect(run.exitCode == 64)
                #expect(run.output.isEmpty && run.errors.hasPrefix("error: "), "\(run.text)")
            }
        }
    }
}
