import AutomationCore
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins
import TestSupport
import Testing

/// What REFERENCE.md shows is a plugin, and does what stands beside it.
@Suite struct LuaPluginReferenceTests {
    private let server = Server(id: "s-1", name: "web-01")

    @Test func `every block is of a kind that these tests try`() throws {
        let text = try LuaReference.text()
        let fences = text.components(separatedBy: "\n").filter { $0.hasPrefix("```") && $0 != "```" }
        #expect(Set(fences) == ["```lua"])
        let fields = try LuaReference.fragments().map { LuaReference.field(of: $0) }
        #expect(
            fields == [
                "options", "permissions", "provision", "modules", "inventory", "secret_store", "credentials", "policy",
                "event", "before",
            ]
        )
        #expect(try LuaReference.blocks().count == fields.count + 1)
    }

    @Test func `the plugin that the reference begins with works`() throws {
        let source = try #require(try LuaReference.blocks().first)
        let servers = """
            [{ "id": "s-1", "name": "web-01", "owner": "operations" }, { "id": "s-2", "name": "db", "frozen": true }]
            """
        var fixture = try LuaPluginFixture(source: source, files: ["cmdb/servers.json": servers])
        fixture.hostPlugins = StandardPlugins.general
        let server = server
        let grants = Grants(paths: [Grants.Path(fixture.path + "/cmdb", isWritable: false)])
        let runbook = "local cmdb = require 'cmdb' print(cmdb.owner('s-1'), cmdb.owner('s-2'))"
        #expect(try fixture.lines(runbook, grants: grants) == ["operations\tnil"])
        try fixture.use(grants: grants) { service in
            #expect(try await service.inventory?.servers() == [server, Server(id: "s-2", name: "db")])
            let hook = try #require(service.hook)
            try await hook.before(OperationNotice("password.reset", server: server))
            await #expect {
                try await hook.before(OperationNotice("password.reset", server: Server(id: "s-2")))
            } throws: {
                AutomationError($0).message.hasSuffix("forbids password.reset: the CMDB says that it is frozen")
            }
        }
        _ = try fixture.folder.write("cmdb/servers.json", "[]")
        #expect(try fixture.failure(grants: grants)?.message == "plugin \"cmdb\": the CMDB knows no server")
    }

    @Test func `options have what they say, and permissions ask for it`() async throws {
        let options = try await LuaReference.plugin(setting: "options").load().manifest.options
        #expect(options.map(\.name) == ["note", "patience", "site", "tags", "token"])
        #expect(options.filter { !$0.isOptional }.map(\.name) == ["token"])
        let permissions = try await LuaReference.plugin(setting: "permissions").load().manifest.permissions
        let asked = Grants(
            paths: [Grants.Path("/srv/inventory", isWritable: false), Grants.Path("out", isWritable: true)],
            hosts: ["cmdb.example.com", "*.example.com", "cmdb.example.com:8443", "http://intranet:8080"],
            programs: ["git", "/usr/bin/gpg"],
            allowsNativeCode: true,
            allowsSecrets: true
        )
        #expect(permissions == asked)
    }

    @Test func `a life goes as it is told`() throws {
        let option = "options = { site = { type = \"string\", help = \"x\", default = \"north\" } },\n"
        let fixture = try LuaReference.plugin(with: option + LuaReference.fragment(setting: "provision"))
        try fixture.use { _ in }
        #expect(fixture.events.logLines == ["cmdb: at\tnorth", "cmdb: done"])
    }

    @Test func `a runbook calls a function as it is told`() throws {
        let fixture = try LuaReference.plugin(setting: "modules")
        let call = #"require("cmdb-notes").add(server, "rebooted", { site = "south" })"#
        #expect(try LuaReference.text().contains(call))
        let runbook = "local server = 's-1' print(\(call), require(\"cmdb-notes\").add(server, \"x\", 5))"
        #expect(try fixture.lines(runbook) == ["s-1-3-south\ts-1-5-here"])
    }

    @Test func `an inventory, credentials and a policy answer as they are told`() throws {
        let server = server
        let servers = try LuaReference.plugin(setting: "inventory").use { try await $0.inventory?.servers() }
        #expect(servers == [server, Server(id: "s-2")])
        let credentials = try LuaReference.plugin(setting: "credentials").use {
            try await $0.credentials?.credentials()
        }
        #expect(credentials?.projectID == "p-1" && credentials?.expiresAt != nil)
        let violations = try LuaReference.plugin(setting: "policy").use { service in
            let policy = try #require(service.policy)
            return [
                try await policy.violations(of: Secret("correct horse"), for: server, userName: nil),
                try await policy.violations(of: Secret("c0rrect horse"), for: server, userName: "bert"),
            ]
        }
        #expect(violations == [["must have a digit"], []])
    }

    @Test(arguments: StoreRule.all)
    func `the store keeps the rules`(rule: StoreRule) throws {
        try LuaReference.plugin(setting: "secret_store").use { service in
            let store = try #require(service.secretStore)
            try await rule.check(open: { store }, reader: { store })
        }
    }

    @Test func `an event sink and hooks hear what they are told`() throws {
        let server = server
        let sink = try LuaReference.plugin(setting: "event")
        try sink.use { service in
            service.eventSink?.receive(.serverFinished(server, error: nil))
            service.eventSink?.receive(.serverFinished(server, error: AutomationError(.timeout, "it took too long")))
        }
        #expect(sink.events.logLines == ["cmdb: web-01\ttimeout\tit took too long"])
        let hooks = try LuaReference.plugin(setting: "before")
        try hooks.use { service in
            let hook = try #require(service.hook)
            func notice(restarts: Bool) -> OperationNotice {
                OperationNotice("password.reset", server: server, details: ["restarts": .boolean(restarts)])
            }
            try await hook.before(notice(restarts: false))
            await #expect { try await hook.before(notice(restarts: true)) } throws: {
                AutomationError($0).kind == .vetoed
            }
            try await hook.after(notice(restarts: false), failure: nil)
            try await hook.after(notice(restarts: false), failure: AutomationError(.timeout, "it took too long"))
        }
        #expect(
            hooks.events.logLines == ["cmdb: password.reset\tweb-01\tdone", "cmdb: password.reset\tweb-01\ttimeout"]
        )
    }
}
