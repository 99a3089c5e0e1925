import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What one process learns of a cloud and another one remembers.
@Suite(.timeLimit(.minutes(2)))
struct LearnedLimitTests {
    @Test func `a limit that one run was taught costs the next no refusal`() async throws {
        let folder = try TemporaryFolder()
        try await ServedCloud.withCloud(servers: 0, speed: 20) { cloud in
            for _ in 0..<12 { cloud.addServer(launchedAt: Date(timeIntervalSinceNow: -3600)) }
            cloud.configuration.throttles = [SimulatedThrottle(.showPassword, limit: 6)]
        } _: { served in
            var refusals: [Int] = []
            for _ in 0..<2 {
                let run = try await CommandRun.latchkey(
                    ["get"] + served.options + served.serverOptions,
                    environment: ["OS_TOKEN": ServedCloud.token, "LATCHKEY_STATE": folder.path + "/state"],
                    folder: folder
                )
                #expect(run.exitCode == 0, "\(run.text)")
                refusals.append(served.cloud.withState { $0.throttledCount })
                // As if some time had passed: the cloud forgets what was asked before.
                served.cloud.withState { cloud in
                    cloud.configuration.throttles = [SimulatedThrottle(.showPassword, limit: 6)]
                }
            }
            #expect(refusals[0] > 0)
            #expect(refusals[1] == refusals[0])
        }
        let memory = try String(contentsOfFile: folder.path + "/state/memory.json", encoding: .utf8)
        #expect(memory.contains("\"limit\":6"))
        #expect(!memory.contains("win-"))
    }
}
