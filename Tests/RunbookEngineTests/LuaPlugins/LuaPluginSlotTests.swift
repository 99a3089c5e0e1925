import AutomationCore
import Foundation
import RunbookEngine
import TestSupport
import Testing

@Suite struct LuaPluginSlotTests {
    private let server = Server(id: "s-1", name: "web-01")

    @Test func `provision gets the options, with what stands in, and validate and cleanup follow`() throws {
        let fixture = try LuaPluginFixture(
            """
            options = {
              url = { type = "string", help = "x" }, token = { type = "secret", help = "x" },
              count = { type = "integer", help = "x", default = 3 }, note = { type = "string", help = "x", optional = true },
            },
            provision = function(options)
              print(options.url, options.token, options.count, options.note)
            end,
            validate = function() print("validated") end,
            cleanup = function() print("cleaned") end,
            """
        )
        try fixture.use(options: ["url": .string("u"), "token": .string("very-secret")]) { service in
            await service.cleanUp()
            await service.cleanUp()
        }
        #expect(
            fixture.events.logLines == ["team: u\t<secret>\t3\tnil", "team: validated", "team: cleaned"]
        )
    }

    @Test func `an inventory gives servers in its order`() throws {
        let fixture = try LuaPluginFixture(
            "inventory = function() return { { id = \"s-2\", name = \"db\" }, { id = \"s-1\" } } end"
        )
        let servers = try fixture.use { try await #require($0.inventory).servers() }
        #expect(servers == [Server(id: "s-2", name: "db"), Server(id: "s-1")])
    }

    @Test func `credentials are keys or a token, and nothing means that the next source is asked`() throws {
        let keys = try LuaPluginFixture(
            """
            credentials = function()
              return { access_key = "AK", secret_key = "SK", security_token = "ST", project_id = "p",
                       expires_at = "2030-01-31T12:00:00Z" }
            end
            """
        )
        let given = try #require(try keys.use { try await $0.credentials?.credentials() })
        guard case .accessKey(let id, let secret, let token) = given.proof else {
            Issue.record("no access key")
            return
        }
        #expect(id == "AK")
        #expect(secret.matches(Secret("SK")))
        #expect(token?.matches(Secret("ST")) == true)
        #expect(given.projectID == "p")
        #expect(given.expiresAt == Date(timeIntervalSince1970: 1_896_091_200))

        let plain = try LuaPluginFixture("credentials = function() return { token = \"T\", expires_at = 5 } end")
        let second = try #require(try plain.use { try await $0.credentials?.credentials() })
        guard case .token(let text) = second.proof else {
            Issue.record("no token")
            return
        }
        #expect(text.matches(Secret("T")))
        #expect(second.expiresAt == Date(timeIntervalSince1970: 5))

        let none = try LuaPluginFixture("credentials = function() end")
        #expect(try none.use { try await #require($0.credentials).credentials() == nil })

        let broken = try LuaPluginFixture("credentials = function() error(\"the card is not in\") end")
        let error = try broken.failure { _ = try await #require($0.credentials).credentials() }
        #expect(error?.kind == .authentication)
        #expect(error?.message.hasSuffix("the card is not in") == true)
    }

    @Test func `a policy says what is wrong with a password that it may see`() throws {
        let fixture = try LuaPluginFixture(
            """
            permissions = { secrets = true },
            policy = function(password, server, user_name)
              local wrong = {}
              if password:reveal():find("acme") then wrong[1] = "must not hold the name of the company" end
              if user_name then wrong[#wrong + 1] = "must not be for " .. user_name .. " on " .. server.name end
              return wrong
            end
            """
        )
        let violations = try fixture.use { service in
            let policy = try #require(service.policy)
            return [
                try await policy.violations(of: Secret("acme-1"), for: Server(id: "s", name: "web"), userName: "bob"),
                try await policy.violations(of: Secret("other"), for: Server(id: "s"), userName: nil),
            ]
        }
        #expect(violations == [["must not hold the name of the company", "must not be for bob on web"], []])
    }

    @Test func `a password is not seen without the permission, and repeated in no answer and no error`() throws {
        let server = server
        func failure(_ policy: String, secrets: Bool = true) throws -> AutomationError? {
            try LuaPluginFixture("permissions = { secrets = \(secrets) }, policy = function(password) \(policy) end")
                .failure {
                    let policy = try #require($0.policy)
                    _ = try await policy.violations(of: Secret("Tr0ub4dor"), for: server, userName: nil)
                }
        }
        let denied = try failure("return {}", secrets: false)
        #expect(denied?.message.contains("the plugin needs permissions = { secrets = true }") == true)
        let repeated = try failure("return { \"must not be \" .. password:reveal() }")
        #expect(repeated?.message == "plugin \"team\": policy: element 1 repeats the password, so it is not shown")
        let raised = try failure("error(\"bad: \" .. password:reveal())")
        #expect(raised?.message.hasSuffix("bad: <secret>") == true)
    }

    @Test(arguments: [
        ("inventory = function() return 5 end", "inventory: expected a list of servers, each"),
        ("inventory = function() return { {} } end", "inventory: server 1: it is an empty table"),
        ("inventory = function() return { { name = \"a\" } } end", "inventory: server 1: its id is nothing"),
        ("inventory = function() return { { id = \"a\" }, { id = 5 } } end", "inventory: server 2: its id is a number"),
        ("inventory = function() return { { id = \"a\", ip = \"b\" } } end", "server 1: there is no field \"ip\""),
        (
            "credentials = function() return 5 end",
            "credentials: expected a table with named fields, or nil, got a number"
        ),
        (
            "credentials = function() return { access_key = \"a\" } end",
            "credentials: expected access_key and secret_key"
        ),
        ("credentials = function() return { tokn = \"a\" } end", "there is no field \"tokn\"; did you mean \"token\"?"),
        (
            "credentials = function() return { token = \"a\", expires_at = \"soon\" } end",
            "expires_at: expected a time like"
        ),
        (
            "permissions = { secrets = true }, policy = function() return 5 end",
            "policy: expected a list of what is wrong, each a string, or nil; got a number"
        ),
        (
            "permissions = { secrets = true }, policy = function() return { 5 } end",
            "policy: expected a list of what is wrong"
        ),
        ("permissions = { secrets = true }, policy = function() return true end", "got a boolean"),
        (
            "permissions = { secrets = true }, secret_store = { read = function() return 5 end, write = print }",
            "secret_store.read: expected a document"
        ),
        (
            "permissions = { secrets = true }, secret_store = { read = function() return \"a\" end, write = print }",
            "secret_store.read: expected the revision"
        ),
        (
            "permissions = { secrets = true }, secret_store = { read = function() end, write = function() end }",
            "secret_store.write: expected true, or false"
        ),
    ])
    func `an answer that makes no sense is told with the plugin, the slot and what was expected`(
        fields: String,
        problem: String
    ) throws {
        let server = server
        let error = try LuaPluginFixture(fields).failure { service in
            _ = try await service.inventory?.servers()
            _ = try await service.credentials?.credentials()
            _ = try await service.policy?.violations(of: Secret("x"), for: server, userName: nil)
            try await service.secretStore?.put(Secret("x"), for: server)
        }
        #expect(error?.message.contains("plugin \"team\"") == true)
        #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
    }
}
