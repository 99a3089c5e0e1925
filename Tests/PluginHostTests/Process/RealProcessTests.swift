import AutomationCore
import Foundation
import PluginHost
import TestSupport
import Testing

@Suite(.enabled(if: RealSetting.python != nil, "there is no python3"), .timeLimit(.minutes(1)))
struct RealProcessTests {
    @Test func `a plugin in Python answers, large values too, many at once`() async throws {
        let setting = RealSetting()
        try await setting.run("echo") { plugin in
            let text = String(repeating: "ü\"\n", count: 80_000)
            guard case .string(text) = try await plugin.call("ping", .string(text)) else { throw Crash() }
            let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 0..<Int64(100) {
                    group.addTask {
                        guard case .integer(let number) = try await plugin.call("ping", .integer(number)) else {
                            throw Crash()
                        }
                        return number
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 4950)
        }
        #expect(setting.events.logLines == [])
    }

    @Test func `a secret reaches a plugin by its input alone, and its environment is clean`() async throws {
        let setting = RealSetting()
        let answer = try await setting.run("surroundings") { plugin in
            do { return try await plugin.call("ping", .object(Secret("Planted-9x7!"))) } catch {
                Issue.record("\(setting.events.logLines)")
                throw error
            }
        }
        guard case .record(let fields) = answer else { throw Crash() }
        guard case .boolean(false) = fields["secret_seen"] else { return #expect(Bool(false)) }
        guard case .list(let variables) = fields["variables"] else { throw Crash() }
        let names = variables.compactMap { if case .string(let name) = $0 { name } else { nil } }
        #expect(names.contains("PATH"))
        // What stands before Python on some machines adds variables of its own.
        #expect(!names.contains { $0.hasPrefix("HW_") || $0 == "TMPDIR" }, "\(names)")
        guard case .integer(let id) = fields["pid"] else { throw Crash() }
        #expect(!RealSetting.isThere(Int(id)))
    }

    @Test func `a plugin that is killed is started once more, and no zombie stays`() async throws {
        let setting = RealSetting()
        let (first, second) = try await setting.run("die") { (await $0.failure("ping"), await $0.failure("ping")) }
        #expect(
            first?.message.contains("it ended by signal 9 before it had answered call") == true,
            "\(first?.message ?? "")"
        )
        #expect(second?.message.contains("it ended by signal 9") == true, "\(second?.message ?? "")")
        #expect(setting.events.logLines == ["unruly: it ended by signal 9, and is started again"])
    }

    @Test func `a plugin that fails with its secret in the traceback shows it to nobody`() async throws {
        let setting = RealSetting()
        let error = try await setting.run("raise") { await $0.failure("ping", .object(Secret("Planted-9x7!"))) }
        #expect(
            error?.message.contains("it ended with exit code 1 before it had answered call") == true,
            "\(error?.message ?? "")"
        )
        let lines = setting.events.logLines
        #expect(lines.contains { $0.contains("RuntimeError: secret: ") })
        #expect(!"\(lines) \(String(describing: error))".contains("Planted"))
    }

    @Test func `a plugin that does not end is killed with what it has started`() async throws {
        let setting = RealSetting()
        let answer = try await setting.run("child") { try await $0.call("ping") }
        guard case .list(let ids) = answer else { throw Crash() }
        #expect(ids.count == 2)
        for case .integer(let id) in ids {
            // A killed child of the plugin's is gone as soon as the system comes to it, and its new parent.
            let deadline = setting.world.clock.now.advanced(by: .seconds(5))
            while RealSetting.runs(Int(id)), setting.world.clock.now < deadline {
                try await setting.world.clock.sleep(for: .milliseconds(5))
            }
            #expect(!RealSetting.runs(Int(id)))
        }
    }

    @Test func `a plugin that floods its standard output is ended`() async throws {
        let error = try await RealSetting().run("flood") { await $0.failure("ping") }
        #expect(
            error?.message.contains("it was ended because it wrote a line of more than 1 MiB") == true,
            "\(error?.message ?? "")"
        )
    }

    @Test func `a plugin that floods its standard error works on, and its flood is cut`() async throws {
        let setting = RealSetting()
        let answer = try await setting.run("complain") { try await $0.call("ping") }
        guard case .string("done") = answer else { return #expect(Bool(false), "\(answer)") }
        // As many as there are in each second that it took.
        #expect(setting.events.logLines.count < 2100)
        #expect(setting.events.logLines.contains { $0.hasSuffix("were left out") })
    }

    @Test func `a plugin that closes its standard output has ended`() async throws {
        let error = try await RealSetting().run("close") { await $0.failure("ping") }
        #expect(error?.message.contains("before it had answered call") == true, "\(error?.message ?? "")")
    }

    @Test func `a program that is not there is named`() async throws {
        let command = ProcessPluginCommand(name: "none", path: "/nonexistent/program", folder: "/")
        await #expect {
            _ = try await ProcessPlugin.load(command, world: RealSetting().world, events: RecordedEvents())
        } throws: {
            AutomationError($0).message.hasPrefix(#"plugin "none": it could not be started: "#)
        }
    }
}
