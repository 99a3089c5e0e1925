import AutomationCore
import PluginHost
import TestSupport
import Testing

/// One inventory, secret store and hook, written in Lua, as a process plugin in Python, and in Swift.
@Suite(.timeLimit(.minutes(2)))
struct SamePluginTests {
    @Test(arguments: ShelfLanguage.here)
    func `whatever it is written in, it passes the same checks`(language: ShelfLanguage) async throws {
        let folder = try TemporaryFolder()
        let outcomes = await language.conformance(folder).run()
        for outcome in outcomes {
            if case .failed(let reason) = outcome.result { Issue.record("\(outcome.name): \(reason)") }
        }
        let skipped = outcomes.filter { if case .skipped = $0.result { true } else { false } }
        #expect(skipped.map(\.name) == ["credentials", "policy", "event-sink"])
        #expect(outcomes.count { $0.name == "secret-store" } == StoreRule.all.count + 1)
    }

    @Test(arguments: ShelfLanguage.here)
    func `whatever it is written in, it answers the same`(language: ShelfLanguage) async throws {
        let world = RealSetting().world
        let events = RecordedEvents()
        let plugin = try await language.load(world, events)
        let folder = try TemporaryFolder()
        let options: [String: Value] = ["site": .string("north"), "folder": .string(folder.path)]
        let launch = PluginLaunch(plugin, options: options, grants: ShelfLanguage.grants(folder))
        try await ActivePlugins.with([launch], run: RunContext(world: world, events: events)) { active in
            let servers = try await active.inventory(named: "shelf").servers()
            #expect(servers == [Server(id: "s-1", name: "web-01"), Server(id: "s-2", name: "frozen-02")])
            let hook = try #require(active.hooks.first)
            try await hook.before(OperationNotice("password.reset", server: servers[0]))
            try await hook.after(OperationNotice("password.reset", server: servers[0]), failure: nil)
            await #expect { try await hook.before(OperationNotice("password.reset", server: servers[1])) } throws: {
                let error = AutomationError($0)
                return error.kind == .vetoed && error.message.hasSuffix("frozen-02 is frozen")
            }
            let store = try active.secretStore(named: "shelf")
            let pending = try await store.putPending(Secret("first"), for: servers[0])
            try await store.promote(pending, for: servers[0])
            let record = try await store.record(for: servers[0])
            #expect(record?.current != nil && record?.pending == nil && record?.history.isEmpty == true)
            #expect(try await store.password(of: servers[0])?.matches(Secret("first")) == true)
        }
    }

    @Test(.enabled(if: RealSetting.python == nil, "there is a python3, so the process plugin was tried"))
    func `the process plugin was left out because there is no python3`() {}
}
