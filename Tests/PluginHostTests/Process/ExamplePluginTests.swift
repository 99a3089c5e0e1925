import AutomationCore
import Foundation
import PluginHost
import TestSupport
import Testing

@Suite(.enabled(if: RealSetting.python != nil, "there is no python3"), .timeLimit(.minutes(1)))
struct ExamplePluginTests {
    /// Runs `body` with the example plugin on a folder of its own.
    private static func run<Result: Sendable>(_ body: (PluginUnderTest, String) async throws -> Result) async throws
        -> Result
    {
        let setting = RealSetting()
        let folder = try TemporaryFolder()
        let table = "id,name,owner\ns-1,web-01,ops\ns-2,frozen-02,data\n"
        try Data(table.utf8).write(to: URL(fileURLWithPath: folder.path + "/servers.csv"))
        let plugin = try await ProcessPlugin.load(
            RealSetting.fixtures + "/example",
            world: setting.world,
            events: setting.events
        )
        return try await setting.run(plugin, options: ["folder": .string(folder.path)]) {
            try await body($0, folder.path)
        }
    }

    @Test func `its inventory, function and hook work`() async throws {
        try await Self.run { plugin, _ in
            let servers = try await plugin.service.inventory?.servers() ?? []
            #expect(servers.map(\.label) == ["web-01", "frozen-02"])
            guard case .string("ops") = try await plugin.call("owner", .string("s-1")) else { throw Crash() }
            let error = await plugin.failure("owner", .string("s-9"))
            #expect(error?.kind == .notFound)
            #expect(error?.hint == "add it to servers.csv")
            let hook = try #require(plugin.service.hook)
            try await hook.before(OperationNotice("password.reset", server: servers[0]))
            await #expect { try await hook.before(OperationNotice("password.reset", server: servers[1])) } throws: {
                AutomationError($0).message == #"plugin "folder": frozen-02 is frozen"#
            }
        }
    }

    @Test(arguments: StoreRule.all) func `its secret store keeps the rule`(_ rule: StoreRule) async throws {
        try await Self.run { plugin, _ in
            let store = try #require(plugin.service.secretStore)
            try await rule.check(open: { store }, reader: { store })
        }
    }

    @Test func `a command is found in the folder's plugin.json, and what is wrong with it is named`() throws {
        let world = RealSetting().world
        let folder = try TemporaryFolder()
        let file = folder.path + "/plugin.json"
        for (text, message) in [
            (#"{"command": ["no-such-program"]}"#, "there is no program no-such-program"),
            (#"{"comand": ["python3"]}"#, #"expected the field "command""#),
            (#"{"command": []}"#, #""command" is empty"#),
            (#"{"command": "#, "expected a value"),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            #expect { try ProcessPluginCommand(at: folder.path, world: world) } throws: {
                AutomationError($0).message.contains(message)
            }
        }
        try Data(#"{"command": ["python3", "plugin.py", "--quiet"]}"#.utf8).write(to: URL(fileURLWithPath: file))
        let command = try ProcessPluginCommand(at: folder.path, world: world)
        #expect(command.path == RealSetting.python)
        #expect(command.arguments == ["plugin.py", "--quiet"])
        #expect(command.folder == folder.path)
    }
}
