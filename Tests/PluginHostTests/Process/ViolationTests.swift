import AutomationCore
import PluginHost
import TestSupport
import Testing

@Suite struct ViolationTests {
    /// A plugin that writes a line instead of an answer to a call.
    private static func plugin(writing line: @escaping @Sendable (Ask, ScriptedProgram) -> String) -> PluginSetting {
        PluginSetting { program in
            try await program.serve { ask, program in ask.method == "call" ? line(ask, program) : nil }
        }
    }

    @Test(arguments: [
        ("Traceback\u{1b}[31m", #"a line that is no JSON ("Traceback\u{1b}[31m")"#),
        ("17", #"a line that is no JSON object ("17")"#),
        ("[]", #"a list: requests and answers come one by one, without batches ("[]")"#),
        (#"{"id":1}"#, #"a message without "jsonrpc": "2.0""#),
        (#"{"jsonrpc":"2.0","id":99,"result":1}"#, "an answer to the request 99, which was never sent"),
        (#"{"jsonrpc":"2.0","id":1,"result":1}"#, "a second answer to the request 1"),
        (#"{"jsonrpc":"2.0","id":"4","result":1}"#, #"an answer without a whole number "id""#),
        (#"{"jsonrpc":"2.0","id":4}"#, #"an answer that must have either "result" or "error""#),
        (#"{"jsonrpc":"2.0","id":4,"error":{"code":1}}"#, "an error must have"),
        (#"{"jsonrpc":"2.0","id":1,"method":"give"}"#, "a request: plugins answer requests and send none"),
        (#"{"jsonrpc":"2.0","method":"progress"}"#, #"the notification "progress"; the only one is "log""#),
        (#"{"jsonrpc":"2.0","method":"log","params":{"level":"loud","message":"x"}}"#, "a log line without"),
    ]) func `what breaks the protocol ends the plugin at once, is named, and is not tried again`(
        _ line: String,
        _ message: String
    ) throws {
        let setting = Self.plugin { _, _ in line }
        let (first, later, waited) = try setting.run { plugin in
            let start = plugin.world.clock.now
            let first = await plugin.failure("look")
            return (first, await plugin.failure("ping"), start.duration(to: plugin.world.clock.now))
        }
        #expect(first?.message.contains("it was ended because it wrote " + message) == true, "\(first?.message ?? "")")
        #expect(first?.message.hasPrefix(#"plugin "echo": "#) == true)
        #expect(later?.message.hasSuffix(", and is not started again") == true, "\(later?.message ?? "")")
        #expect(waited < .seconds(5))
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
    }

    @Test func `a line that is too long ends the plugin`() throws {
        let setting = Self.plugin { _, program in
            program.overflow()
            return ""
        }
        let error = try setting.run { await $0.failure("ping") }
        #expect(error?.message.contains("it was ended because it wrote a line of more than 1 MiB") == true)
    }

    @Test func `an answer that is given twice is as bad as none`() throws {
        let setting = Self.plugin { ask, program in
            program.say(ask.answer("1"))
            return ask.answer("2")
        }
        let (answer, error) = try setting.run { (try await $0.call("ping"), await $0.failure("ping")) }
        guard case .integer(1) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(error?.message.contains("a second answer to the request 4") == true)
    }

    @Test(arguments: [
        (#"{"$secrt":"x"}"#, #"there is no mark "$secrt"; did you mean "$secret"?"#),
        (#"{"$secret":1}"#, #""$secret" holds a number"#),
        (#"{"$secret":"a","b":1}"#, #""$secret" stands beside other fields"#),
        (#"{"$server":{"id":"a","nmae":"b"}}"#, #"a server has no field "nmae"; did you mean "name"?"#),
        (#"{"$bytes":"%"}"#, #""$bytes" holds no Base64"#),
    ]) func `a mark that cannot be read fails the call alone`(_ result: String, _ message: String) throws {
        let setting = Self.plugin { ask, _ in ask.answer(result) }
        let (error, second) = try setting.run { (await $0.failure("ping"), await $0.failure("ping")) }
        #expect(error?.message == #"plugin "echo": its answer to call cannot be read: "# + message)
        #expect(error == second)
    }
}
