import AutomationCore
import CloudSimulator
import HTTPTypes
import RunbookEngine
import StandardPlugins
import Synchronization
import Testing

/// The doors to the network and to other programs, which open for what the plugin itself was granted.
@Suite struct LuaPluginDoorTests {
    /// Answers everything, and keeps what was asked.
    private final class Answering: Transport {
        private let seen = Mutex<[String]>([])

        var requests: [String] { seen.withLock { $0 } }

        func send(_ request: TransportRequest) async throws -> TransportResponse {
            let body = String(decoding: request.body, as: UTF8.self)
            seen.withLock { $0.append("\(request) \(request.head.headerFields[.authorization] ?? "-") \(body)") }
            return TransportResponse(head: HTTPResponse(status: .ok), body: Array("[\"s-1\"]".utf8))
        }
    }

    private static let webhook = """
        options = { token = { type = "secret", help = "whom to post as" } },
        permissions = { hosts = { "hooks.example.com" }, secrets = true },
        provision = function(options) token = options.token end,
        inventory = function()
          local answer = http.get("https://hooks.example.com/servers", {
            headers = { Authorization = { "Bearer ", token } }, decode = true,
          })
          return { { id = answer.json[1] } }
        end,
        event = function(e) http.post("https://hooks.example.com/events", { json = { text = e.text } }) end,
        policy = function() http.get("https://elsewhere.example.com/") end,
        """

    private func fixture(_ transport: any Transport) throws -> LuaPluginFixture {
        var fixture = try LuaPluginFixture(Self.webhook, top: "local http = require \"http\" token = nil")
        fixture.hostPlugins = StandardPlugins.general
        fixture.transport = transport
        return fixture
    }

    @Test func `a plugin calls the hosts that it was granted, with a secret that it never sees`() throws {
        let transport = Answering()
        try fixture(transport).use(options: ["token": .string("t0ken-123")]) { service in
            let servers = try await service.inventory?.servers()
            #expect(servers == [Server(id: "s-1")])
            service.eventSink?.receive(.log(.info, "hello", server: nil))
        }
        #expect(
            transport.requests == [
                "GET https://hooks.example.com/servers Bearer t0ken-123 ",
                "POST https://hooks.example.com/events - {\"text\":\"hello\"}",
            ]
        )
    }

    @Test func `a plugin calls no other host, and the error says how one is granted`() throws {
        let transport = Answering()
        let error = try fixture(transport).failure(options: ["token": .string("t0ken-123")]) {
            _ = try await $0.policy?.violations(of: Secret("x"), for: Server(id: "s"), userName: nil)
        }
        #expect(error?.kind == .permission)
        #expect(
            error?.message
                == "plugin \"team\": http.get: calling elsewhere.example.com is not allowed"
        )
        let advice = "in latchkey.yaml, under plugins: team: grant: by hosts: [\"elsewhere.example.com\"]"
        #expect(error?.hint?.contains(advice) == true)
        #expect(transport.requests.isEmpty)
    }

    @Test func `a plugin that was granted less than it asks for is not used`() throws {
        let error = try fixture(Answering()).failure(options: ["token": .string("t0ken-123")], grants: Grants())
        #expect(error?.kind == .permission)
        #expect(error?.message.contains("asks for what it has not been granted: host hooks.example.com") == true)
    }

    @Test func `a plugin starts no program that it was not granted, when it is provisioned and later`() throws {
        for part in ["provision", "inventory"] {
            var fixture = try LuaPluginFixture(
                "\(part) = function() process.run(\"sh\", { \"-c\", \"true\" }) end",
                top: "local process = require \"process\""
            )
            fixture.hostPlugins = StandardPlugins.general
            let error = try fixture.failure { _ = try await $0.inventory?.servers() }
            #expect(error?.message.hasPrefix("plugin \"team\": process.run: ") == true, "\(error?.message ?? "")")
        }
    }
}
