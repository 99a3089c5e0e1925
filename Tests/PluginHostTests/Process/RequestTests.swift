import AutomationCore
import CloudSimulator
import Foundation
import PluginHost
import Synchronization
import TestSupport
import Testing

@Suite struct RequestTests {
    @Test func `a hundred calls that are answered in the opposite order get each its own answer`() throws {
        let setting = PluginSetting { program in
            let waiting = Mutex<[Ask]>([])
            return try await program.serve { ask, program in
                guard ask.method == "call" else { return nil }
                let all = waiting.withLock { waiting in
                    waiting.append(ask)
                    return waiting.count == 100 ? waiting.reversed() : []
                }
                for ask in all { program.say(ask.answer("\((ask.parameters["arguments"] as? [Int])?.first ?? -1)")) }
                return ""
            }
        }
        let answers = try setting.run { plugin in
            try await withThrowingTaskGroup(of: (Int64, Value).self) { group in
                for number in 0..<Int64(100) {
                    group.addTask { (number, try await plugin.call("ping", .integer(number))) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(answers.count == 100)
        for (number, answer) in answers {
            guard case .integer(number) = answer else { return #expect(Bool(false), "\(number): \(answer)") }
        }
    }

    @Test func `what is not answered in time fails, the plugin is told, and a late answer is ignored`() throws {
        let setting = PluginSetting { program in
            let slow = Mutex<Ask?>(nil)
            return try await program.serve { ask, program in
                if ask.method == "call", slow.withLock({ $0 == nil }) {
                    slow.withLock { $0 = ask }
                    return ""
                }
                if ask.method == "call", let late = slow.withLock({ $0 }) { program.say(late.answer("\"late\"")) }
                return nil
            }
        }
        let (error, waited, answer) = try setting.run { plugin in
            let start = plugin.world.clock.now
            let error = await plugin.failure("ping")
            let waited = start.duration(to: plugin.world.clock.now)
            return (error, waited, try await plugin.call("ping"))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.message == #"plugin "echo": it has not answered call within 30s"#)
        #expect(error?.operation == "echo.ping")
        #expect(waited == .seconds(30))
        guard case .string("pong") = answer else { return #expect(Bool(false), "\(answer)") }
        let program = try #require(setting.programs.programs.first)
        #expect(program.received.contains(#"{"jsonrpc":"2.0","method":"cancel","params":{"id":4}}"#))
    }

    @Test func `the option timeout decides how long an answer may take, inventory and validate have a minute`() throws {
        let manifest = Manifests.make(modules: Manifests.echo, slots: #"["inventory"]"#)
        let setting = PluginSetting { program in
            try await program.serve(manifest: manifest) { ask, _ in
                ["call", "inventory"].contains(ask.method) ? "" : nil
            }
        }
        let times = try setting.run(options: ["timeout": .string("5s")]) { plugin in
            let start = plugin.world.clock.now
            _ = await plugin.failure("ping")
            let called = plugin.world.clock.now
            _ = try? await plugin.service.inventory?.servers()
            return (start.duration(to: called), called.duration(to: plugin.world.clock.now))
        }
        #expect(times.0 == .seconds(5))
        #expect(times.1 == .seconds(60))
        let provision = setting.programs.programs.first?.received.first { $0.contains("\"provision\"") }
        #expect(provision?.contains("timeout") == false)
    }

    @Test func `who is cancelled tells the plugin, and waits for its answer a bounded time`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in ask.method == "call" ? "" : nil }
        }
        let (isCancelled, waited) = try setting.run { plugin in
            let task = Task(executorPreference: plugin.world.executor) { try await plugin.call("ping") }
            try await plugin.world.clock.sleep(for: .seconds(1))
            let start = plugin.world.clock.now
            task.cancel()
            let outcome = await task.result
            let isCancelled = if case .failure(let error) = outcome { error is CancellationError } else { false }
            return (isCancelled, start.duration(to: plugin.world.clock.now))
        }
        #expect(isCancelled)
        #expect(waited == .seconds(5))
        #expect(setting.programs.programs.first?.received.count { $0.contains("\"cancel\"") } == 1)
    }

    @Test func `a plugin that answers a cancelled request in time is heard`() throws {
        let setting = PluginSetting { program in
            let open = Mutex<Ask?>(nil)
            return try await program.serve { ask, program in
                switch ask.method {
                case "call":
                    open.withLock { $0 = ask }
                    return ""
                case "cancel":
                    if let open = open.withLock({ $0 }) { program.say(open.failure("stopped")) }
                    return ""
                default: return nil
                }
            }
        }
        let (message, waited) = try setting.run { plugin in
            let task = Task(executorPreference: plugin.world.executor) { await plugin.failure("ping") }
            try await plugin.world.clock.sleep(for: .seconds(1))
            let start = plugin.world.clock.now
            task.cancel()
            return (await task.value?.message, start.duration(to: plugin.world.clock.now))
        }
        #expect(message == "stopped")
        #expect(waited == .zero)
    }

    @Test func `a plugin that reads nothing makes calls time out, and is ended by force`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, program in
                guard ask.method == "validate" else { return nil }
                program.say(ask.answer("{}"))
                program.goDeaf()
                return try await "\(program.hang())"
            }
        }
        let error = try setting.run { await $0.failure("ping") }
        #expect(error?.kind == .timeout)
        let program = try #require(setting.programs.programs.first)
        #expect(program.signs == [.inputClosed, .terminated, .killed])
        #expect(program.hasEnded)
    }

    @Test func `a plugin that ignores its end is ended by force`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, program in ask.method == "shutdown" ? try await "\(program.hang())" : nil }
        }
        try setting.run { _ in }
        #expect(setting.programs.programs.map(\.signs) == [[.inputClosed, .terminated, .killed]])
    }

    @Test func `an error of the plugin keeps kind, hint and whether to try again`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in
                guard ask.method == "call" else { return nil }
                return ask.failure(
                    #"no such\u001b server"#,
                    data: #"{"kind":"not_found","hint":"look again","retryable":true}"#
                )
            }
        }
        let error = try setting.run { await $0.failure("ping") }
        #expect(error?.kind == .notFound)
        #expect(error?.message == #"no such\u{1b} server"#)
        #expect(error?.hint == "look again")
        #expect(error?.isRetryable == true)
        #expect(error?.operation == "echo.ping")
    }

    @Test func `a result that is not of the declared type is refused`() throws {
        let modules =
            #"{"m":{"summary":"s","functions":{"ping":{"summary":"s","effect":"read","returns":{"type":"integer","help":"n"}}}}}"#
        let setting = PluginSetting { try await $0.serve(manifest: Manifests.make(modules: modules)) }
        let error = try setting.run { await $0.failure("ping") }
        #expect(
            error?.message
                == #"plugin "echo": its answer to m.ping cannot be used: expected a whole number, got string"#
        )
    }

    @Test func `values cross as they are`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in
                guard ask.method == "call" else { return nil }
                let line = ask.line
                guard let start = line.range(of: #""arguments":["#), let end = line.range(of: #"],"function""#) else {
                    return nil
                }
                return ask.answer(String(line[start.upperBound..<end.lowerBound]))
            }
        }
        let value: Value = .record([
            "text": .string("a\n\"\\\u{1}ü€"), "number": .number(1.5), "whole": .integer(.max), "flag": .boolean(true),
            "list": .list([.integer(1), .string("b")]), "bytes": .bytes([0xff, 0]),
            "server": .object(Server(id: "s-1", name: "web")), "$secret": .string("no mark"),
            "error": .error(AutomationError(.conflict, "busy")),
        ])
        let answer = try setting.run { try await $0.call("ping", value) }
        guard case .record(let fields) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect("\(fields.sorted { $0.key < $1.key })" == "\(Self.fields(value))")
    }

    private static func fields(_ value: Value) -> [(key: String, value: Value)] {
        if case .record(let fields) = value { fields.sorted { $0.key < $1.key } } else { [] }
    }
}
