import AutomationCore
import PluginHost
import TestSupport
import Testing

@Suite struct LuaPluginStoreTests {
    /// Keeps documents in memory, as a service with counted revisions would.
    private static let store = """
        secret_store = {
          read = function(server)
            local found = kept[server.id]
            if found then return found.document, found.revision end
          end,
          write = function(server, document, revision)
            local found = kept[server.id]
            if (found and found.revision) ~= revision then return false end
            kept[server.id] = { document = document, revision = (revision or 0) + 1 }
            return true
          end,
        }
        """

    @Test(arguments: StoreRule.all)
    func `a store that is a Lua plugin keeps the rules`(rule: StoreRule) throws {
        try LuaPluginFixture(Self.store, top: "kept = {}").use { service in
            let store = try #require(service.secretStore)
            #expect(store.name == "the store of plugin \"team\"")
            try await rule.check(open: { store })
        }
    }

    @Test func `a store never has to see a password`() throws {
        let fixture = try LuaPluginFixture(
            """
            secret_store = {
              read = function(server) print(document) return document, "1" end,
              write = function(server, given) document = given print(pcall(given.reveal, given)) return true end,
            }
            """,
            top: "local document"
        )
        try? fixture.use { try await #require($0.secretStore).put(Secret("Tr0ub4dor"), for: Server(id: "s")) }
        let lines = fixture.events.logLines
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { !$0.contains("Tr0ub4dor") })
    }

    @Test func `a store that fails says which plugin it is and what was asked of it`() throws {
        let error = try LuaPluginFixture(
            "secret_store = { read = function() error(\"sealed\", 0) end, write = print }"
        ).failure { try await #require($0.secretStore).put(Secret("x"), for: Server(id: "s")) }
        #expect(error?.kind == .secretStore)
        #expect(error?.message == "passwords cannot be kept in the store of plugin \"team\": reading failed: sealed")
    }
}
