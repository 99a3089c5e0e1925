import AutomationCore
import RunbookEngine
import Testing

/// How a session shows values.
@Suite struct ShownValueTests {
    @Test(
        arguments: [
            (#"'it is "so"'"#, #""it is \"so\"""#),
            (#""a\nb\tc\\""#, #""a\nb\tc\\""#), (#""\27[2J""#, #""\x1b[2J""#),
            (#""\xff\xe9""#, #""\xff\xe9""#), (#""häß""#, #""häß""#), (#""\u{85}""#, #""\u{85}""#), ("1.0", "1.0"),
            ("{}", "{}"), ("{ 1, 2, 'a' }", #"{1, 2, "a"}"#), ("{ b = 1, a = 2, 3 }", "{3, a = 2, b = 1}"),
            (
                "{ ['a b'] = 1, ['end'] = 2, [2.5] = 3, [true] = 4 }",
                #"{[2.5] = 3, ["a b"] = 1, ["end"] = 2, [true] = 4}"#
            ),
            ("{ a = { b = { c = 1 } }, d = { { } } }", "{a = {b = {...}}, d = {{}}}"), ("{ nil, 2 }", "{[2] = 2}"),
            ("print", "<function print>"), ("password.get", "<function password.get>"),
            ("function() end", "<function>"),
            ("string.format", "<function string.format>"), ("coroutine.create(print)", "<coroutine>"),
            ("{ password }", "{<module password>}"),
            ("setmetatable({}, { __tostring = function() return 'me' end })", "me"),
            ("setmetatable({}, { __tostring = function() error('no') end })", "<table>"),
            ("setmetatable({}, { __tostring = function() task.sleep(1) end })", "<table>"),
        ]
    )
    func `values are shown as a person expects them`(text: String, shown: String) throws {
        #expect(try SessionFixture.shown("=" + text) == shown)
    }

    @Test func `a table that contains itself is shown`() throws {
        #expect(try SessionFixture.shown("t = {}", "t.t = t", "t") == "{t = <the table itself>}")
    }

    @Test func `a secret is never shown`() throws {
        #expect(try SessionFixture.shown("password.generate()") == "<secret>")
        #expect(try SessionFixture.shown("{ s = { password.generate() } }") == "{s = {<secret>}}")
    }

    @Test func `objects of the host are shown with their description, errors with their line`() throws {
        #expect(try SessionFixture.shown("server.list()") == "{win-001}")
        let text = try SessionFixture.shown("pcall(key.load, 'nowhere.pem')")
        #expect(text.hasPrefix("false\tkey.load: the key file nowhere.pem cannot be read"))
    }

    @Test func `a module is shown with what is in it`() throws {
        #expect(try SessionFixture.shown("fleet") == "<module fleet: each>")
        #expect(try SessionFixture.shown("utf8").hasPrefix("<library utf8: char, charpattern, codepoint"))
    }

    @Test func `much is cut short`() throws {
        let numbers = try SessionFixture.shown("local t = {} for i = 1, 20000 do t[i] = i end return t")
        #expect(numbers.hasPrefix("{\n  1,\n  2,\n"))
        #expect(numbers.hasSuffix("\n  100,\n  ... 19900 more\n}"))
        let text = try SessionFixture.shown("('ä'):rep(5000)")
        #expect(text == "\"" + String(repeating: "ä", count: 2000) + "\"... (10000 bytes)")
        #expect(try SessionFixture.shown("{ ('x'):rep(500) }").hasSuffix("\"... (500 bytes)\n}"))
    }

    @Test func `globals that were set to something else do no harm`() throws {
        #expect(try SessionFixture.shown("next, type, tostring, string = nil, 1, 2, 3", "{ a = 'b' }") == #"{a = "b"}"#)
    }
}
