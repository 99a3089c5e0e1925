import AutomationCore
import PluginHost
import TestSupport
import Testing

@Suite struct LuaPluginStoreTests {
    /// Keeps documents in memory, as a service with counted revisions would.
    private static let store = """
        permissions = { secrets = true },
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
            try await rule.check(open: { store }, reader: { store })
        }
    }

    @Test func `a store never has to see a password`() throws {
        // It may, and does not: the document goes through it as it is.
        let fixture = try LuaPluginFixture(
            """
            permissions = { secrets = true },
            secret_store = {
              read = function(server) print("read", kept) return kept, kept and "1" end,
              write = function(server, given, revision)
                print("write", given, ("%s"):format(given), (pcall(string.rep, given)))
                kept = given
                return true
              end,
            }
            """,
            top: "local kept"
        )
        let kept = try fixture.use { service in
            let store = try #require(service.secretStore)
            try await store.put(Secret("Tr0ub4dor"), for: Server(id: "s"))
            return try await store.password(of: Server(id: "s"))
        }
        #expect(kept?.matches(Secret("Tr0ub4dor")) == true)
        #expect(
            fixture.events.logLines == [
                "team: read\tnil", "team: write\t<secret>\t<secret>\tfalse",
                // The host looks whether it was kept, and then it is asked for.
                "team: read\t<secret>", "team: read\t<secret>",
            ]
        )
        #expect(fixture.events.all.allSatisfy { !"\($0)".contains("Tr0ub4dor") })
    }

    @Test func `a store that fails says which plugin it is and what was asked of it`() throws {
        let error = try LuaPluginFixture(
            "permissions = { secrets = true }, secret_store = { read = function() error(\"sealed\", 0) end, write = print }"
        ).failure { try await #require($0.secretStore).put(Secret("x"), for: Server(id: "s")) }
        #expect(error?.kind == .secretStore)
        #expect(error?.message == "passwords cannot be kept in the store of plugin \"team\": reading failed: sealed")
    }

    @Test func `a store that does not ask for secrets is not loaded`() async throws {
        let fixture = try LuaPluginFixture("secret_store = { read = print, write = print }")
        let message = await fixture.mistake()?.message
        let expected =
            "plugin.lua: secret_store: it is given all passwords: the plugin needs permissions = { secrets = true }"
        #expect(message?.hasSuffix(expected) == true, "\(message ?? "")")
    }
}
