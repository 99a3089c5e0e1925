import AutomationCore
import TestSupport
import Testing

@Suite struct RemovedNameTests {
    @Test(arguments: [
        ("io.open('x')", #"io is not available in a runbook; read and write files with require "fs""#),
        ("print(package.path)", "package is there only where compiled modules may be loaded; other modules are found"),
        ("dofile('x.lua')", "dofile is not available in a runbook; put the file beside the runbook and require it"),
        ("loadfile('x.lua')", "loadfile is not available in a runbook; put the file beside the runbook and require it"),
        ("os.execute('true')", #"os.execute is not available in a runbook; start a program with require "process""#),
        ("os.exit(1)", "os.exit is not available in a runbook; return from the runbook, or raise an error"),
        ("os.getenv('HOME')", "os.getenv is not available in a runbook; declare an input with runbook.inputs"),
        ("os.remove('x')", #"os.remove is not available in a runbook; use require "fs""#),
        ("os.rename('x', 'y')", #"os.rename is not available in a runbook; use require "fs""#),
        ("os.tmpname()", #"os.tmpname is not available in a runbook; use require "fs""#),
        ("os.setlocale('C')", "os.setlocale is not available in a runbook"),
        ("debug.getinfo(1)", "debug.getinfo is not available in a runbook"),
        ("debug.sethook()", "debug.sethook is not available in a runbook"),
        ("string.dump(print)", "string.dump is not available in a runbook"),
        ("setmetatable({}, { __gc = print })", "finalizers (__gc) are not available in a runbook; use a to-be-closed"),
    ])
    func `what was taken out of Lua's libraries says so, and what to use instead`(script: String, message: String)
        throws
    {
        let error = try RunbookFixture().failure("\n" + script)
        #expect(error.kind == .script)
        #expect(error.message.hasPrefix("test.lua:2: " + message))
    }

    @Test func `who asks a library whether it has something gets an answer and no error`() throws {
        let lines = try RunbookFixture().lines(
            """
            print(rawget(_G, "io"), string.pack ~= nil, table.getn, math.pow == nil, rawget(_G, "jit"), utf8.nothing)
            print(pcall(function() return unpack or table.unpack end))
            """
        )
        #expect(lines.first?.hasPrefix("nil\ttrue\tnil\t") == true)
        #expect(lines.last?.hasPrefix("false\ttest.lua:2: there is no variable 'unpack'") == true)
    }
}
