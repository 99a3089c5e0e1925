import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Processes that share one built-in vault.
@Suite(.timeLimit(.minutes(1)))
struct VaultWritersTests {
    /// Whether some file was on its way when its writer ended.
    private static func leftovers(in vault: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: vault).filter { $0.hasSuffix(".tmp") }
    }

    @Test func `two processes that reset the same servers and others lose no password`() async throws {
        try await SingleCalls.withCloud(servers: 4) { latchkey in
            // The first two are shared; each process has one more of its own.
            let shared = ["--server", "win-001", "--server", "win-002"]
            let first = ["reset", "--yes", "--server", "win-003"] + shared
            let second = ["reset", "--yes", "--server", "win-004"] + shared
            let rounds = 5
            for _ in 0..<rounds {
                async let one = latchkey(first)
                async let two = latchkey(second)
                let runs = try await [one, two]
                #expect(runs.map(\.exitCode) == [0, 0], "\(runs.map(\.text))")
                // What the cloud has in this moment can be read in this moment, every file of it.
                for name in ["win-001", "win-002", "win-003", "win-004"] {
                    let password = try #require(latchkey.server(name).pendingPassword)
                    #expect(try latchkey.stored(name).contains(password), "the password of \(name) is lost")
                }
            }
            for (name, resets) in [("win-001", 2), ("win-002", 2), ("win-003", 1), ("win-004", 1)] {
                #expect(try Set(latchkey.stored(name)).count == resets * rounds, "an entry of \(name) is lost")
            }
            let vault = latchkey.folder.path + "/kept"
            #expect(try Self.leftovers(in: vault) == [])
            let verify = try await CommandRun.latchkey(["vault", "verify", "--vault", vault], folder: latchkey.folder)
            #expect(verify.exitCode == 0, "\(verify.text)")
        }
    }

    @Test func `many writes at once leave every file whole at every instant`() async throws {
        let folder = try TemporaryFolder()
        let vault = folder.path + "/kept"
        try TestVault.make(at: vault)
        try CommandRun.makeVault(in: folder)
        // Each process has a letter of its own and writes its passwords to a server of both and to one of its own.
        let count = 100
        let script = try folder.write(
            "put.lua",
            """
            local vault = require "vault"
            local input = runbook.inputs { letter = { type = "string", help = "which process" } }
            for number = 1, \(count) do
              vault.put("both", input.letter .. "-" .. number)
              vault.put("own-" .. input.letter, input.letter .. "-" .. number)
            end
            """
        )
        func writer(_ letter: String) async throws -> CommandRun {
            try await CommandRun.latchkey(
                ["run", script, "--simulate", "1", "--vault", vault, "--var", "letter=\(letter)"],
                folder: folder
            )
        }
        async let one = writer("a")
        async let two = writer("b")
        // Somebody who reads meanwhile sees something whole each time, and never less than before.
        let reader = Task {
            var seen = 0
            var readings = 0
            while !Task.isCancelled {
                let passwords = try StoredPasswords(vault: vault, server: "both")?.passwords ?? []
                #expect(passwords.count >= seen)
                seen = passwords.count
                readings += 1
                try? await Task.sleep(for: .milliseconds(5))
            }
            return readings
        }
        let runs = try await [one, two]
        reader.cancel()
        #expect(runs.map(\.exitCode) == [0, 0], "\(runs.map(\.text))")
        #expect(try await reader.value > 5)
        func numbers(_ letter: String) -> Set<String> { Set((1...count).map { "\(letter)-\($0)" }) }
        let both = try #require(try StoredPasswords(vault: vault, server: "both")).passwords
        #expect(both.count == 2 * count && Set(both) == numbers("a").union(numbers("b")))
        for letter in ["a", "b"] {
            let own = try #require(try StoredPasswords(vault: vault, server: "own-\(letter)")).passwords
            #expect(own == (1...count).reversed().map { "\(letter)-\($0)" })
        }
        #expect(try Self.leftovers(in: vault) == [])
    }
}
