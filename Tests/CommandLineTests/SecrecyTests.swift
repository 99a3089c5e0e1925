import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What `-v` tells, and what nothing tells.
@Suite(.timeLimit(.minutes(2)))
struct SecrecyTests {
    @Test func `no command shows a secret without --reveal, however much it tells`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let passphrase = ["LATCHKEY_KEY_PASSPHRASE": TestKeyPair.passphrase]
            let key = latchkey.protectedKey
            let sealed = try await latchkey("get", "--server", "win-001", "--json")
            let text = try #require(SingleCalls.document(sealed).servers.first?.sealed)
            let reset = ["reset", "--server", "win-001", "--password-file", "-", "--yes", "-v"]
            let runs = [
                sealed,
                try await latchkey("get", "--server", "win-001", "--key", key, "-v", environment: passphrase),
                try await latchkey(
                    "decrypt",
                    "--key",
                    key,
                    "--server",
                    "win-002",
                    "-v",
                    text,
                    environment: passphrase
                ),
                try await latchkey("clear", "--server", "win-001", "--yes", "-v"),
                try await latchkey(reset, input: "Planted-Pa55word\n"),
                try await latchkey("reset", "--server", "win-002", "--yes", "-v", "--json"),
                try await latchkey("servers", "-v"),
            ]
            let secrets = latchkey.served.secrets + [TestKeyPair.passphrase, "Planted-Pa55word"]
            for run in runs {
                #expect(run.exitCode == 0, "\(run.text)")
                for secret in secrets { #expect(!run.text.contains(secret), "\(run.text)") }
            }
        }
    }

    @Test func `-v tells method, path, status, request id, attempt and duration of every attempt`() async throws {
        try await SingleCalls.withCloud(prepare: { cloud in
            cloud.faults = FaultPlan([FaultRule(.answer(.ecs(503, "Ecs.0000", "busy")), occurrence: .number(1))])
        }) { latchkey in
            let run = try await latchkey("servers", "--name", "win-001", "-v")
            #expect(run.exitCode == 0, "\(run.text)")
            let lines = run.errors.split(separator: "\n").filter { $0.contains("debug: GET ") }
            #expect(lines.count == 2, "\(run.errors)")
            let path = "/v1/\(SimulatorConfiguration.defaultProjectID)/cloudservers/detail"
            let first = try Regex("debug: GET \(path)  503  (request \\S+  )?attempt 1  \\d+m?s")
            let second = try Regex("debug: GET \(path)  200  request \\S+  attempt 2  \\d+m?s")
            #expect(lines.first?.contains(first) == true, "\(run.errors)")
            #expect(lines.last?.contains(second) == true, "\(run.errors)")
        }
    }
}
