import CloudSimulator
import LuaRuntime
import Testing

@Suite struct HostileTests {
    /// The script's ending, and how the state is afterwards.
    private struct Outcome: Sendable {
        var values: [LuaValue] = []
        var error: LuaError?
        /// What `return 1 + 1` gives in the same state.
        var sum = ""
        /// References that were left behind.
        var references = 0
    }

    /// On the first line of every script, so that it shifts no line number.
    private static let prelude =
        "local function resume(f) "
        + "local ok, message = coroutine.resume(coroutine.create(f)) if not ok then error(message, 0) end end "
    private static let modules = ["loops": "return function() while true do end end", "endless": "while true do end"]

    private func outcome(of script: HostileScript, limits: LuaLimits, memory: Int) throws -> Outcome {
        var fixture = LuaFixture.withHost()
        fixture.configuration.limits = limits
        fixture.configuration.memoryLimit = memory
        fixture.configuration.findModule = { name in Self.modules[name].map { LuaSource(text: $0, name: name + ".lua") }
        }
        return try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let before = await state.referenceCount
            var outcome = Outcome()
            do {
                outcome.values = try await state.call(
                    try await state.load(Self.prelude + script.source, name: "test.lua")
                )
            } catch let error as LuaError {
                outcome.error = error
            }
            outcome.error?.reference = nil
            outcome.sum = described(try await state.call(try await state.load("return 1 + 1", name: "after.lua")))
            outcome.references = await state.referenceCount - before
            return outcome
        }
    }

    private func check(_ script: HostileScript, limits: LuaLimits, memory: Int = 24 << 20) throws {
        let outcome = try outcome(of: script, limits: limits, memory: memory)
        switch script.ending {
        case .stopped:
            let error = try #require(outcome.error)
            #expect(error.kind == .limit)
            #expect(error.message.contains(".lua:"))
            #expect(error.message.hasSuffix(": the script has computed for too long without waiting for anything"))
            #expect(error.traceback?.contains(".lua:") == true)
        case .fails(let message):
            let error = try #require(outcome.error)
            #expect(error.kind == .runtime)
            #expect(error.message.contains(message))
        case .returns(let values):
            #expect(outcome.error == nil)
            #expect(described(outcome.values) == values)
        }
        #expect(outcome.sum == "2")
        #expect(outcome.references == 0)
    }

    @Test(arguments: HostileScript.loops + HostileScript.metamethodLoops + HostileScript.swallowers)
    func `a script without end is ended, and nothing swallows that`(script: HostileScript) throws {
        try check(script, limits: .counted(instructions: 300_000))
    }

    @Test(arguments: HostileScript.libraries)
    func `a call that keeps busy inside C is ended`(script: HostileScript) throws {
        try check(script, limits: .counted(instructions: 300_000))
    }

    @Test(arguments: HostileScript.bombs)
    func `a script that asks for too much gets an error`(script: HostileScript) throws {
        try check(script, limits: .counted(instructions: 30_000_000))
    }

    @Test(arguments: HostileScript.depths)
    func `a script that goes too deep gets an error`(script: HostileScript) throws {
        try check(script, limits: .counted(instructions: 30_000_000), memory: 128 << 20)
    }

    @Test(arguments: HostileScript.faults + HostileScript.closings)
    func `what breaks Debian's Lua does not break this one`(script: HostileScript) throws {
        try check(script, limits: .counted(instructions: 30_000_000), memory: 48 << 20)
        try check(script, limits: .timed(), memory: 48 << 20)
    }

    @Test(arguments: HostileScript.escapes)
    func `there is no way out`(script: HostileScript) throws {
        try check(script, limits: .counted(instructions: 300_000))
    }

    @Test(
        arguments: HostileScript.loops + HostileScript.metamethodLoops + HostileScript.swallowers
            + HostileScript.libraries
    )
    func `the watchdog ends it as well`(script: HostileScript) throws {
        try check(script, limits: .timed(stretch: .milliseconds(5)))
    }

    @Test(arguments: [
        "while true do host.sleep(3600) for i = 1, 10000 do end end",
        "coroutine.wrap(function() while true do pcall(host.sleep, 3600) for i = 1, 10000 do end end end)()",
    ])
    func `one call's computing in all is limited, too, and waiting does not count`(script: String) throws {
        var fixture = LuaFixture.withHost()
        fixture.configuration.limits = .timed(stretch: .zero, total: .milliseconds(30))
        let error = try fixture.failure("local host = require 'host' " + script)
        #expect(error.kind == .limit)
        #expect(error.message.hasSuffix(": the script has used up its computing time"))
    }

    @Test func `a script that waits between computes as long as it likes`() throws {
        var fixture = LuaFixture.withHost()
        fixture.configuration.limits = .counted(instructions: 300_000)
        let values = try fixture.run(
            "local host = require 'host' for _ = 1, 50 do for i = 1, 100000 do end host.sleep(1) end return 'done'"
        )
        #expect(described(values) == #""done""#)
    }

    @Test func `a match has a number of steps, and who takes more gets an error that can be caught`() throws {
        var fixture = LuaFixture()
        fixture.configuration.limits = .counted(instructions: 0)
        let values = try fixture.run(
            "local ok, message = pcall(string.find, ('a'):rep(3000), ('.-'):rep(8) .. 'b') return ok, message"
        )
        #expect(
            described(values).hasPrefix(#"false "pattern too complex: matching ".-.-.-.-.-.-.-.-b" takes more than"#)
        )
    }
}
