import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What options say of the identity service, beside users and passwords of the environment.
@Suite(.timeLimit(.minutes(2)))
struct IdentityOptionTests {
    private static let huawei = [
        "HW_USER_NAME": SimulatorConfiguration.defaultUser,
        "HW_USER_PASSWORD": SimulatorConfiguration.defaultPassword,
        "HW_DOMAIN_NAME": SimulatorConfiguration.defaultDomain,
    ]
    private static let openStack = [
        "OS_USERNAME": SimulatorConfiguration.defaultUser, "OS_PASSWORD": SimulatorConfiguration.defaultPassword,
        "OS_USER_DOMAIN_NAME": SimulatorConfiguration.defaultDomain,
        "OS_PROJECT_ID": SimulatorConfiguration.defaultProjectID,
    ]

    @Test(arguments: [huawei, openStack])
    func `the identity endpoint of the options goes before that of the environment`(
        environment: [String: String]
    ) async throws {
        let folder = try TemporaryFolder()
        try await ServedCloud.withCloud { served in
            // Nothing listens there.
            let wrong = ["HW_AUTH_URL": "http://127.0.0.1:9/v3", "OS_AUTH_URL": "http://127.0.0.1:9/v3"]
            let run = try await CommandRun.latchkey(
                ["servers", "--identity-endpoint", served.endpoint + "/v3"] + served.options,
                environment: environment.merging(wrong) { $1 },
                folder: folder
            )
            #expect(run.exitCode == 0, "\(run.text)")
            #expect(run.output.contains("win-002"))
        }
    }
}
