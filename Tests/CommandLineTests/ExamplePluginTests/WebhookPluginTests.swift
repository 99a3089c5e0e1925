import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WebhookPluginTests {
    struct Post: Decodable {
        struct Body: Decodable {
            struct Event: Decodable {
                var event: String
                var text: String?
                var server_name: String?
                var ok: Bool?
            }
            var text: String
            var events: [Event]
        }
        var path: String
        var authorization: String?
        var body: Body
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func posts(
        path: String = "/hook-4711",
        _ script: String = ExamplePlugin.reset,
        servers: Int = 2
    ) async throws -> (run: CommandRun, posts: [Post]) {
        let folder = folder
        return try await StandIn.serving("webhook.py", folder: folder) { service in
            let plugin = ExamplePlugin("webhook", in: folder)
            try plugin.configure(["hooks.example.com": "\"\(service.address)\""])
            try folder.writeSecret("webhook-token", "token-4711\n")
            let run = try await plugin.run(
                script,
                servers: servers,
                environment: ["WEBHOOK_URL": service.address + path]
            )
            return (run, try service.lines(Post.self))
        }
    }

    @Test func `a webhook hears of what was asked for, once, in order, and with its token`() async throws {
        let (run, posts) = try await posts()
        #expect(run.exitCode == 0, "\(run.text)")
        let events = posts.flatMap(\.body.events)
        #expect(events.filter { $0.event == "server_finished" }.map(\.ok) == [true, true])
        for name in ["win-001", "win-002"] {
            #expect(
                events.filter { $0.server_name == name }.map { $0.text ?? "" } == [
                    "new password stored as pending", "reset sent", "new password is current", "",
                ]
            )
        }
        // The first at once, the rest together.
        #expect(posts.count < events.count)
        #expect(posts.allSatisfy { $0.path == "/hook-4711" && $0.authorization == "Bearer token-4711" })
        let lines = posts.flatMap { $0.body.text.split(separator: "\n") }
        #expect(lines.count == events.count)
        #expect(lines.contains("win-001: reset sent"))
        #expect(lines.contains("win-002: done"))
    }

    @Test func `a webhook that fails stops no run, and its secret address is not shown`() async throws {
        let (run, posts) = try await posts(path: "/broken")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.hasSuffix("2 servers: 2 ok, 0 failed\n"))
        #expect(run.errors.contains("webhook: event failed"))
        #expect(!run.text.contains("/broken") && !run.text.contains("token-4711"))
        // What could not be posted is posted again with the next.
        #expect(posts.count >= 2)
        #expect(posts.last?.body.events.count == 8)
    }

    @Test func `an event that does not exist is refused`() async throws {
        let plugin = ExamplePlugin("webhook", in: folder)
        try plugin.configure(["server_finished,": "server_done,", "{ file: webhook-token }": "{ env: WEBHOOK_URL }"])
        let run = try await plugin.run("", environment: ["WEBHOOK_URL": "https://hooks.example.com/x"])
        #expect(run.exitCode != 0)
        #expect(run.errors.contains("plugin \"webhook\": option \"events\": there is no event \"server_done\""))
    }
}
