import AutomationCore
import CloudSimulator
import LuaRuntime
import Testing

@Suite struct WaitPlaceTests {
    /// On the first line of every script, so that it shifts no line number.
    private static let prelude = "local host = require 'host' local wait = host.sleep; "

    @Test(arguments: WaitPlace.possible, [LuaLimits.counted(), .timed()])
    func `a host function waits wherever Lua permits it`(place: WaitPlace, limits: LuaLimits) throws {
        var fixture = LuaFixture.withHost()
        fixture.configuration.limits = limits
        #expect(described(try fixture.run(Self.prelude + place.source)) == place.expected)
        #expect(fixture.simulation.clock.now.offset == .seconds(place.seconds))
    }

    @Test(arguments: WaitPlace.possible)
    func `it waits there in a coroutine of the script as well, and in three of them`(place: WaitPlace) throws {
        let nested = """
            \(Self.prelude) local function body() \(place.source)
            end
            local function second(...) return coroutine.wrap(body)(...) end
            local function third() return select(2, coroutine.resume(coroutine.create(second))) end
            local results = table.pack(coroutine.resume(coroutine.create(second)))
            local again = coroutine.wrap(third)()
            assert(again == results[2])
            return table.unpack(results, 2, results.n)
            """
        let fixture = LuaFixture.withHost()
        #expect(described(try fixture.run(nested)) == place.expected)
        #expect(fixture.simulation.clock.now.offset == .seconds(2 * place.seconds))
    }

    @Test(arguments: WaitPlace.impossible)
    func `where it cannot wait, the error names the function and the place`(place: WaitPlace) throws {
        var fixture = LuaFixture.withHost()
        fixture.configuration.globals = [PrintedOutput().function()]
        let error = try fixture.failure(Self.prelude + "kept = nil " + place.source)
        let expected =
            "host.sleep has to wait, and cannot do so \(place.expected); wait before, and use the result there"
        #expect(error.message == expected)
        #expect(error.value["kind"]?.text == "wait")
        #expect(error.value["location"]?.text?.hasPrefix("test.lua:") == true)
        #expect(fixture.simulation.clock.now.offset == .zero)
    }

    @Test func `an error of a wait that cannot be can be caught, and the script goes on`() throws {
        let fixture = LuaFixture.withHost()
        let values = try fixture.run(
            Self.prelude + """
                local message
                table.sort({2, 1}, function(a, b)
                  local ok, e = pcall(wait, 1)
                  message = e.kind
                  return a < b
                end)
                return message, wait(3)
                """
        )
        #expect(described(values) == #""wait" 3"#)
    }
}
