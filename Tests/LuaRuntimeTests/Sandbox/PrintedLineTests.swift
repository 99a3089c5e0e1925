import LuaRuntime
import Testing

@Suite struct PrintedLineTests {
    private func lines(_ source: String) throws -> [String] {
        let output = PrintedOutput()
        var fixture = LuaFixture()
        fixture.configuration.globals = [output.function(prefix: "print: "), output.function("warn", prefix: "warn: ")]
        _ = try fixture.run(source)
        return output.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test func `print makes one line of its arguments, as Lua does`() throws {
        let lines = try lines(
            """
            print() print("a", 1, nil, true, 1.0, -0.0) print(setmetatable({}, {__tostring = function() return "shown" end}))
            print("two\\nlines") print(("x"):rep(100000):len()) print("caf\\xe9")
            """
        )
        #expect(
            lines == [
                "print: ", "print: a\t1\tnil\ttrue\t1.0\t-0.0", "print: shown", "print: two", "lines", "print: 100000",
                "print: caf\u{FFFD}",
            ]
        )
    }

    @Test func `warn joins its arguments, and control messages have no effect`() throws {
        let lines = try lines(
            "warn('@off') warn('a', 'b', 'c') warn('@on') warn('@unknown') warn('@', 'x') warn('last')"
        )
        #expect(lines == ["warn: abc", "warn: @x", "warn: last"])
    }

    @Test func `what cannot be printed is an error as in plain Lua`() throws {
        #expect(try lines("print((select(2, pcall(warn, {}))))").first?.contains("string expected, got table") == true)
        #expect(try lines("print((select(2, pcall(warn))))").first?.contains("string expected, got no value") == true)
        let bad = "print((select(2, pcall(print, setmetatable({}, {__tostring = function() return {} end})))))"
        #expect(try lines(bad).first?.contains("'__tostring' must return a string") == true)
    }
}
