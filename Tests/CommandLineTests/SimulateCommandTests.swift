import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What `latchkey simulate` says about the cloud that it serves.
@Suite(.timeLimit(.minutes(1)))
struct SimulateCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func announcement(_ arguments: [String], until text: String) async throws -> String {
        let simulator = try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["simulate", "--servers", "1"] + arguments,
            environment: [:],
            folder: folder
        )
        try await simulator.writes(text)
        simulator.process.interrupt()
        return await simulator.ended().output
    }

    @Test func `everything that opens the simulated cloud is announced`() async throws {
        let text = try await announcement([], until: "Ready.")
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        func line(_ name: String) -> [String] { lines.first { $0.first == name }.map { Array($0.dropFirst()) } ?? [] }
        let endpoint = try #require(line("endpoint").first)
        #expect(endpoint.hasPrefix("http://127.0.0.1:"))
        #expect(line("identity") == [endpoint + "/v3"])
        #expect(line("region") == [SimulatorConfiguration.defaultRegion])
        #expect(line("project") == [SimulatorConfiguration.defaultProjectID])
        #expect(line("token") == [SimulatorConfiguration.defaultToken])
        #expect(
            line("access")
                == [SimulatorConfiguration.defaultAccessKeyID, SimulatorConfiguration.defaultSecretAccessKey]
        )
        #expect(line("user").prefix(2) == [SimulatorConfiguration.defaultUser, SimulatorConfiguration.defaultPassword])
        #expect(line("user").last == SimulatorConfiguration.defaultDomain)
    }

    @Test func `the same is announced as JSON`() async throws {
        let text = try await announcement(["--json"], until: "}\n")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let endpoint = try #require(json["endpoint"] as? String)
        #expect(json["identity_endpoint"] as? String == endpoint + "/v3")
        #expect(json["region"] as? String == SimulatorConfiguration.defaultRegion)
        #expect(
            json["access_key"] as? [String: String] == [
                "id": SimulatorConfiguration.defaultAccessKeyID,
                "secret": SimulatorConfiguration.defaultSecretAccessKey,
            ]
        )
        #expect(
            json["user"] as? [String: String] == [
                "name": SimulatorConfiguration.defaultUser, "password": SimulatorConfiguration.defaultPassword,
                "domain": SimulatorConfiguration.defaultDomain,
            ]
        )
    }
}
