import AutomationCore
import PluginHost
import TestSupport
import Testing

@Suite struct LogTests {
    @Test func `what a plugin says goes to the log behind its name, harmless and bounded`() throws {
        let setting = PluginSetting { program in
            program.complain("starting \u{1b}[31mred\u{202e}")
            return try await program.serve { ask, program in
                guard ask.method == "validate" else { return nil }
                program.say(#"{"jsonrpc":"2.0","method":"log","params":{"level":"error","message":"two\nlines"}}"#)
                program.complain(String(repeating: "x", count: 5000))
                program.complain("")
                return nil
            }
        }
        try setting.run { _ in }
        #expect(
            setting.events.all == [
                .log(.info, #"echo.py: starting \u{1b}[31mred\u{202e}"#, server: nil),
                .log(.error, #"echo: two\u{a}lines"#, server: nil),
                .log(.info, "echo: " + String(repeating: "x", count: 1000) + "...", server: nil),
            ]
        )
    }

    @Test func `a flood is cut to what anybody would read, and what was left out is counted`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, program in
                guard ask.method == "call" else { return nil }
                for number in 0..<100_000 { program.complain("line \(number)") }
                return nil
            }
        }
        let answer = try setting.run { try await $0.call("ping") }
        guard case .string("pong") = answer else { return #expect(Bool(false), "\(answer)") }
        let lines = setting.events.logLines
        #expect(lines.count == 101)
        #expect(lines.last == "echo: 99900 more lines were left out")
    }

    @Test func `a flood of log messages on its standard output is cut too`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, program in
                guard ask.method == "call" else { return nil }
                for _ in 0..<10_000 { program.say(#"{"jsonrpc":"2.0","method":"log","params":{"message":"x"}}"#) }
                return nil
            }
        }
        _ = try setting.run { try await $0.call("ping") }
        #expect(setting.events.logLines.count == 101)
    }
}
