import LuaRuntime
import RunbookChecker
import Testing

/// The parser takes exactly what Lua takes: Lua itself is asked.
struct AcceptanceTests {
    /// Sound and unsound pieces of every part of the grammar.
    static let pieces = [
        "", ";;;", "#!/usr/bin/env latchkey\nlocal x = 1", "\u{FEFF}local x = 1", "\u{FEFF}#!first\nlocal x = 1",
        "# no\n= 1",
        "local a, b <const>, c <close> = 1, 2", "local a <const> = 1; local a = 2; a = 3",
        "local function f(...) return ... end",
        "function a.b.c:d(x, ...) self.x = x end", "function a:b.c() end", "function (x) end", "f = function() end",
        "local t = { 1, 2; 3, a = 1, ['b'] = 2, [1 + 1] = 3, f(), ..., }", "t = {,}", "t = { a = }", "t = { [1] }",
        "x = a.b.c[1]['x']:y(1)(2){3}'4'[[5]]", "x = 'a':b()", "('a'):b()", "f'x'", "f{...}", "f[[x]]", "f\n(g)", "f",
        "f.x",
        "x = -2 ^ -3", "x = not not nil == true", "x = 1 // 2 % 3 ~ 4 & 5 | 6 << 7 >> 8 .. 9", "x = ~1 ~= ~2",
        "x = a <= b == c > d",
        "x = 1 + ", "x = + 1", "x = # # t", "x = - - 1", "x = --1", "x = a and b or c and not d",
        "x = 0xA.8p-2", "x = 0x.8", "x = 0x8.", "x = 0x", "x = 0x.", "x = 0xp1", "x = 0x1p", "x = 1e", "x = 1e5",
        "x = .5", "x = 5.", "x = .",
        "x = 1.5.5", "x = 0xffffffffffffffffff", "x = 9223372036854775808", "x = 1e999", "x = 3in4", "x = 08",
        "x = 1_000", "x = 0b1",
        "x = 'a\\z   \n  b'", "x = 'a\\\nb'", "x = 'a\\\r\nb'", "x = '\\x41\\65\\u{20AC}\\u{7FFFFFFF}'",
        "x = '\\u{80000000}'",
        "x = '\\u{fffffffff}'", "x = '\\256'", "x = '\\255\\0'", "x = '\\9x'", "x = '\\xg0'", "x = '\\u41'", "x = '\\'",
        "x = \"'\"",
        "x = [[\n]]", "x = [==[ ]=] ]==]", "x = [=[ ]]", "x = [ =[ ]=]", "--[[ ]] x = 1", "--[==[ ]] ]==]", "--[[",
        "--", "--[=", "a = [[]]b = 1",
        "x = '\u{0}'", "x = 'é' -- ü", "é = 1", "x = 1 @ 2", "x != 1", "x += 1", "x = a ? b : c", "x = $", "x = `a`",
        "if a then elseif b then else end", "if a then else elseif b then end", "if a end", "while a do end",
        "while a end",
        "repeat local x = 1 until x", "repeat until", "for i = 1, 2, 3 do end", "for i = 1, 2, 3, 4 do end",
        "for i = 1 do end",
        "for a, b, c in x, y, z, w do end", "for a.b in x do end", "for i in do end", "for = 1, 2 do end",
        "do return end", "return", "return;", "return 1, 2;", "return return", "do return 1 local x end",
        "return; x = 1",
        "goto a ::a::", "goto a; do ::a:: end", "::a:: ::a::", "::a:: do ::a:: end", "do ::a:: end ::a::",
        "do ::a:: end do ::a:: end",
        "::a:: function f() ::a:: goto a end goto a", "function f() goto a end ::a::", "goto a; local x ::a::",
        "goto a; local x ::a:: ;;; ::b::",
        "goto a; local x ::a:: print(x)", "goto a; local x ::a:: return", "do goto a; local x ::a:: end",
        "do goto a; local x; ::a:: x = 1 end",
        "repeat if x then goto c end local y ::c:: until y", "repeat if x then goto c end ::c:: until y",
        "while 1 do goto c; local z ::c:: end",
        "for i = 1, 2 do for j = 1, 2 do goto next end ::next:: end", "break", "while 1 do break end",
        "if x then break end",
        "repeat break until 1", "for i = 1, 2 do break break end", "while 1 do local f = function() break end end",
        "do break end",
        "while 1 do if x then break else break end end", "goto = 1", "break = 1", "goto 1", "::1::", "::a:",
        "local goto = 1",
        "x = ...", "function f() x = ... end", "function f(...) function g() x = ... end end", "function f(..., a) end",
        "function f(a, ...) end",
        "function f(a,) end", "function f(a b) end", "function f(1) end", "local x <const>", "local x <> = 1",
        "local x <close> <const> = 1",
        "local function f.g() end", "local a.b = 1", "local 1 = 1", "local x = ", "local", "local function", "a.1 = 2",
        "a..b = 1", "a.b.= 1",
        "a = 1 b = 2", "a = 1, b = 2", "a, b = 1", "a, f() = 1", "f(), a = 1", "(a).b = 1", "(a) = 1", "(f())()", "(f)",
        "((a)).b()", "a.b", "a[1]",
        "a = }", "a = )", "f(", "f(1,)", "f(,)", "f(1 2)", "a = (1", "a = {1", "a[1 = 2", "end", "until x", "else",
        "then", "in", "or", "local end = 1",
        "local x <const> = 1; x = 2", "local x <const> = 1; local function f() x = 2 end",
        "local x <const> = 1; do local x; x = 2 end",
        "local x <close> = nil; x = 1", "for i = 1, 2 do i = 3 end", "local x <const> = 1; x, y = 1",
        "local x <const> = {}; x.y = 1",
    ]

    @Test func `a piece is taken when Lua takes it, and refused when Lua refuses it`() async throws {
        let judge = try LuaJudge()
        for piece in Self.pieces { await judge.expectAgreement(on: piece) }
    }

    @Test func `limits are where Lua has them`() async throws {
        let judge = try LuaJudge()
        for count in [1, 199, 200, 201, 300] {
            let locals = (1...count).map { "local v\($0)\n" }.joined()
            await judge.expectAgreement(on: locals)
            await judge.expectAgreement(on: "for i = 1, 2 do\n" + locals + "end")
            await judge.expectAgreement(on: "for k in f do\n" + locals + "end")
            await judge.expectAgreement(on: "local function f(a, b)\n" + locals + "end")
        }
        for count in [3, 197, 198, 250] {
            await judge.expectAgreement(on: "for i = 1, 2 do\n" + (1...count).map { "local v\($0)\n" }.joined() + "end")
        }
    }

    @Test func `what Lua nests deeply the parser nests too, and no deeper text harms it`() async throws {
        let judge = try LuaJudge()
        let forms = [
            ("x = ", "(", "1", ")"), ("x = ", "{", "", "}"), ("", "do ", "", " end"), ("x = ", "- ", "1", ""),
            ("x = ", "not ", "1", ""),
            ("x = ", "a .. ", "b", ""), ("x = ", "2 ^ ", "2", ""), ("f = ", "function() return ", "1", " end"),
            ("x = ", "f(", "", ")"),
            ("x = ", "a[", "1", "]"), ("", "while 1 do ", "", " end"), ("", "if a then ", "", " end"),
            ("", "function f() ", "", " end"),
            ("x = ", "a + (", "1", ")"),
        ]
        for (opening, left, middle, right) in forms {
            func text(_ count: Int) -> String {
                opening + String(repeating: left, count: count) + middle + String(repeating: right, count: count)
            }
            for count in [10, 90, 96, 98, 99, 193, 196, 197, 198, 199] { await judge.expectAgreement(on: text(count)) }
            #expect(CheckedText(text(100_000)).codes == [.syntax])
        }
    }

    @Test(arguments: [
        ("x = 1", " + 1", ""), ("x = f", ".a", ""), ("f", "()", ""), ("f", ":g()", ""), ("x = a", " and b", ""),
        ("local t = {", "1,", "}"),
        ("if a then", " elseif b then", " end"), ("", "x = 1; ", ""), ("f(1", ", 1", ")"), ("", "goto a; ", "::a::"),
        ("", "do end ", ""),
        ("local s = '", "\\n", "'"), ("--[[", "] ", "]]"), ("", "function f() end ", ""),
        ("", "do local x = 1; do local y = x end x = nil end ", ""),
    ])
    func `text that is long and not deep is taken at once`(opening: String, middle: String, ending: String) {
        let text = opening + String(repeating: middle, count: 20_000) + ending
        #expect(!CheckedText("local a, b, f, x; " + text).codes.contains(.syntax))
    }
}
