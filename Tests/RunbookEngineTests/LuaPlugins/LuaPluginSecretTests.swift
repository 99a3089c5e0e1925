import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

/// What a plugin has seen as text shows nowhere, whatever it does with it.
@Suite struct LuaPluginSecretTests {
    private static let password = "Planted-\"9x7!ü"

    private func lines(policy body: String) throws -> [String] {
        let fixture = try LuaPluginFixture(
            """
            permissions = { secrets = true },
            policy = function(password) \(body) end,
            """,
            top: "local log, json = require 'log', require 'json'"
        )
        var failure = ""
        do {
            try fixture.use { service in
                let policy = try #require(service.policy)
                _ = try await policy.violations(of: Secret(Self.password), for: Server(id: "a"), userName: nil)
            }
        } catch { failure = "\(error)" }
        return fixture.events.logLines + [failure]
    }

    @Test(arguments: [
        "log.warn('it is ' .. password:reveal())", "print(password:reveal())", "warn(password:reveal())",
        "error('bad: ' .. password:reveal())", "log.info(json.encode({ password = password:reveal() }))",
        "local text = password:reveal() require 'log'.error(text .. text)",
        "local secret = password:reveal() local ok, e = pcall(error, secret) print(e)",
    ])
    func `a password that a policy reveals to itself is in no line and no error`(body: String) throws {
        let text = try lines(policy: body).joined(separator: " ")
        #expect(text.contains(Secret.placeholder))
        #expect(!text.contains("Planted"))
    }

    @Test func `a secret that a runbook passes to a plugin's function is kept too`() throws {
        let fixture = try LuaPluginFixture(
            """
            permissions = { secrets = true },
            modules = { team = { summary = "Theirs.", functions = { tell = {
              summary = "Tells.", parameters = { { name = "what", type = "secret", help = "a secret" } },
              run = function(what) print("heard " .. what:reveal()) end } } } },
            """
        )
        let lines = try fixture.lines("require 'team'.tell('Planted-1234')")
        #expect(lines.contains("team: heard <secret>"))
        #expect(!lines.joined().contains("Planted"))
    }

    @Test(arguments: ["secret", "{ secret }", "{ deep = { secret } }"])
    func `a plugin that was not granted secrets is passed none, wherever it is`(argument: String) throws {
        let fixture = try LuaPluginFixture.module(
            "parameters = { { name = \"what\", type = \"any\", help = \"anything\" } }, run = function() print(\"reached\") end"
        )
        let source = """
            local function try(secret) return pcall(require("team").call, \(argument)) end
            local ok, problem = try(require("safe").open())
            print(ok, problem.kind, problem.message)
            """
        let lines = try fixture.lines(source, more: [Safe()])
        let expected = "\"what\" holds a secret, and plugin \"team\" has not been granted secrets"
        #expect(lines == ["false\tpermission\t\(expected)"])
    }
}

/// Has a secret for whoever asks.
private struct Safe: Plugin {
    var manifest: PluginManifest { PluginManifest(name: "safe", version: "1", summary: "Has a secret.") }

    var modules: [HostModule] {
        let open = HostFunction(
            "open",
            summary: "Gives it.",
            returns: .init(.secret, "a secret"),
            effect: .read,
            body: .immediate { _ in .object(Secret("Planted-1234")) }
        )
        return [HostModule(name: "safe", summary: "Has a secret.", functions: [open])]
    }
}
