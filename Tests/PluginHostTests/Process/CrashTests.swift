import AutomationCore
import CloudSimulator
import PluginHost
import TestSupport
import Testing

@Suite struct CrashTests {
    @Test func `a plugin that does not start is named`() throws {
        let setting = PluginSetting()
        let error = try #require(setting.failure())
        #expect(
            error.message
                == #"plugin "echo.py": it could not be started: there is no script for it before it had answered initialize"#
        )
    }

    @Test func `a plugin that ends before it has said who it is is named with its last words`() throws {
        let setting = PluginSetting { program in
            program.complain("ModuleNotFoundError: No module named 'requests'")
            return 1
        }
        let error = try #require(setting.failure())
        #expect(
            error.message
                == #"plugin "echo.py": it ended with exit code 1: ModuleNotFoundError: No module named 'requests' "#
                + "before it had answered initialize"
        )
        #expect(setting.programs.programs.count == 1)
    }

    @Test func `a plugin that dies between calls is started once more, told the same, and goes on`() throws {
        let setting = PluginSetting(
            { program in
                try await program.serve { ask, program in
                    guard ask.method == "call" else { return nil }
                    program.say(ask.answer("1"))
                    throw Crash()
                }
            },
            { try await $0.serve() }
        )
        let answers = try setting.run(options: ["timeout": .string("7s")]) { plugin in
            [try await plugin.call("ping"), try await plugin.call("ping"), try await plugin.call("ping")]
        }
        #expect(
            "\(answers)"
                == "[AutomationCore.Value.integer(1), AutomationCore.Value.string(\"pong\"), AutomationCore.Value.string(\"pong\")]"
        )
        let programs = setting.programs.programs
        #expect(programs.count == 2)
        let first = programs[0].received.filter { $0.contains("initialize") || $0.contains("provision") }
        let second = programs[1].received.filter { $0.contains("initialize") || $0.contains("provision") }
        #expect(first == second)
        #expect(setting.events.logLines == ["echo: it ended by signal 9, and is started again"])
        #expect(programs.map(\.hasEnded) == [true, true])
    }

    @Test func `what was under way when it died fails unless it only reads`() throws {
        let setting = PluginSetting(
            { try await $0.serve { ask, _ in if ask.method == "call" { throw Crash() } else { nil } } },
            { try await $0.serve() }
        )
        let (error, answer) = try setting.run { plugin in
            async let error = plugin.failure("ping")
            async let answer = plugin.call("look")
            return (await error, try await answer)
        }
        #expect(
            error?.message
                == #"plugin "echo": it ended by signal 9 before it had answered call; whether that was done is not known"#
        )
        guard case .string("pong") = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(setting.programs.programs.count == 2)
    }

    @Test func `the second death ends it, and later calls say so`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in if ask.method == "call" { throw Crash() } else { nil } }
        }
        let messages = try setting.run { plugin in
            [await plugin.failure("ping"), await plugin.failure("look"), await plugin.failure("ping")].map {
                $0?.message
            }
        }
        #expect(messages[0]?.contains("before it had answered call") == true)
        #expect(messages[1] == messages[2])
        #expect(messages[2] == #"plugin "echo": it ended by signal 9, and is not started again"#)
        #expect(setting.programs.programs.count == 2)
    }

    @Test func `a hundred reads at its death are all repeated, and it is started once`() throws {
        let setting = PluginSetting(
            { try await $0.serve { ask, _ in if ask.method == "call" { throw Crash() } else { nil } } },
            { try await $0.serve() }
        )
        let count = try setting.run { plugin in
            try await withThrowingTaskGroup(of: Value.self) { group in
                for _ in 0..<100 { group.addTask { try await plugin.call("look") } }
                return try await group.reduce(0) { count, _ in count + 1 }
            }
        }
        #expect(count == 100)
        #expect(setting.programs.programs.count == 2)
    }

    @Test func `a plugin whose manifest has changed when it is started again is not used`() throws {
        let setting = PluginSetting(
            { try await $0.serve { ask, _ in if ask.method == "call" { throw Crash() } else { nil } } },
            { try await $0.serve(manifest: Manifests.plain.replacing("1.0", with: "1.1")) }
        )
        let (first, second) = try setting.run { (await $0.failure("look"), await $0.failure("ping")) }
        let message = #"plugin "echo": started again, it has another manifest than before, and is not started again"#
        #expect(first?.message == message)
        #expect(second?.message == message)
        #expect(setting.programs.programs.map(\.hasEnded) == [true, true])
    }

    @Test func `a plugin that dies while it cleans up leaves nothing behind`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in if ask.method == "cleanup" { throw Crash() } else { nil } }
        }
        try setting.run { _ in }
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
        #expect(setting.events.logLines == ["echo: it ended by signal 9 while it cleaned up"])
    }

    @Test func `a run that is cancelled ends its plugin in order`() throws {
        let setting = PluginSetting { try await $0.serve() }
        try setting.simulation.run {
            let plugin = try await setting.load()
            let task = Task(executorPreference: setting.world.executor) {
                try await ActivePlugins.with(
                    [PluginLaunch(plugin)],
                    run: RunContext(world: setting.world, events: setting.events)
                ) { _ in try await setting.world.clock.sleep(for: .seconds(3600)) }
            }
            try await setting.world.clock.sleep(for: .seconds(1))
            task.cancel()
            _ = await task.result
        }
        let methods = setting.programs.programs.first?.received.compactMap { Ask($0)?.method } ?? []
        #expect(methods.suffix(2) == ["cleanup", "shutdown"])
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
    }
}
