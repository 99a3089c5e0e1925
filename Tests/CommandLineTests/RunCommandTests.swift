import CloudSimulator
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RunCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `collecting against the built-in simulator succeeds, with a summary per server`() async throws {
        try TestVault.make(at: folder.path + "/kept")
        let run = try await CommandRun.latchkey(
            ["run", CommandRun.example("collect-initial-passwords"), "--simulate", "3", "--speed", "100"]
                + ["--vault", "kept"],
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.contains("win-001  ok"))
        #expect(run.output.hasSuffix("3 servers: 3 ok, 0 failed\n"))
        #expect(run.errors.contains("waits for the initial password"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/kept/servers")
        #expect(files.count == 3)
    }

    @Test func `--simulate needs no number`() async throws {
        let run = try await CommandRun.latchkey(
            ["run", "--speed", "3000", "--simulate", CommandRun.example("check-flags")],
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.errors.contains("3 of 3 servers can have their passwords reset"))
    }

    @Test func `a run over HTTP leaves the vault with the true passwords and shows none`() async throws {
        let key = try folder.write("key.pem", TestKeyPair.privateKeyPEM)
        let folder = folder
        try TestVault.make(at: folder.path + "/kept")
        try await ServedCloud.withCloud { served in
            let options = served.options + served.serverOptions + ["--vault", "kept", "--verbose"]
            let environment = ["OS_TOKEN": ServedCloud.token]
            let collect = try await CommandRun.latchkey(
                ["run", CommandRun.example("collect-initial-passwords"), "--var", "key=\(key)"] + options,
                environment: environment,
                folder: folder
            )
            let rotate = try await CommandRun.latchkey(
                ["run", CommandRun.example("rotate-passwords")] + options,
                environment: environment,
                folder: folder
            )
            #expect(collect.exitCode == 0, "\(collect.text)")
            #expect(rotate.exitCode == 0, "\(rotate.text)")
            for secret in served.secrets {
                #expect(!(collect.text + rotate.text).contains(secret))
            }
            for server in served.cloud.withState({ $0.servers }) {
                let stored = try StoredPasswords(vault: folder.path + "/kept", server: server.id)
                #expect(stored?.listed == [server.pendingPassword ?? "", "-", server.initialPassword])
                let file = folder.path + "/kept/servers/\(server.id)/record.json"
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test func `a run against latchkey simulate works with what that one says`() async throws {
        struct Announcement: Decodable {
            struct Machine: Decodable { var id: String }
            var endpoint: String
            var project: String
            var token: String
            var key: String
            var servers: [Machine]
        }
        let simulator = try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["simulate", "--servers", "2", "--speed", "3000", "--json"],
            environment: [:],
            folder: folder
        )
        try await simulator.writes("}\n")
        let announcement = try JSONDecoder().decode(Announcement.self, from: Data(simulator.output.utf8))
        let run = try await CommandRun.latchkey(
            ["run", CommandRun.example("collect-initial-passwords"), "--endpoint", announcement.endpoint]
                + ["--project", announcement.project, "--speed", "3000", "--var", "key=\(announcement.key)"]
                + announcement.servers.flatMap { ["--server", $0.id] },
            environment: ["OS_TOKEN": announcement.token],
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.hasSuffix("2 servers: 2 ok, 0 failed\n"))
        simulator.process.interrupt()
        #expect(await simulator.ended().exitCode == 0)
        #expect(!FileManager.default.fileExists(atPath: announcement.key))
    }

    @Test func `--json writes one document and nothing else`() async throws {
        let script = try folder.write(
            "mixed.lua",
            """
            local input = runbook.inputs { servers = { type = "servers" } }
            require("fleet").each(input.servers, function(server)
              print("working on", server)
              if server.name == "win-002" then error("not this one") end
            end)
            """
        )
        let run = try await CommandRun.latchkey(["run", script, "--simulate", "2", "--json"], folder: folder)
        #expect(run.exitCode == 2)
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(document?["outcome"] as? String == "servers_failed")
        #expect((document?["servers"] as? [Any])?.count == 2)
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func `a signal stops the run in order, with a summary`(signal: Int32, code: Int32) async throws {
        let running = try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            ["run", CommandRun.example("collect-initial-passwords"), "--simulate", "2", "--speed", "2"],
            environment: [:],
            folder: folder
        )
        try await running.writes("waits for the initial password")
        kill(running.process.processIdentifier, signal)
        let run = await running.ended()
        #expect(run.exitCode == code, "\(run.text)")
        #expect(run.errors.contains("nothing new starts"))
        #expect(run.output.contains("win-001  stopped"))
        #expect(run.output.hasSuffix("2 servers: 0 ok, 0 failed, 2 stopped\n"))
    }
}
