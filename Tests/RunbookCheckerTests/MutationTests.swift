import RunbookChecker
import Testing

/// Scripts that are almost right, drawn from a seed: Lua and the parser agree on every one of them, and nothing that
/// the checker is given makes it fall over.
struct MutationTests {
    private static let sound = [
        """
        local fleet, password, vault = require "fleet", require "password", require "vault"
        local input = runbook.inputs { servers = { type = "servers" }, key = { type = "string", default = "x" } }
        fleet.each(input.servers, { concurrency = 200 }, function(server)
          local sealed = password.wait(server, { timeout = "15m" })
          vault.put(server, password.decrypt(sealed, input.key))
        end)
        """,
        """
        local Stack <const> = {}; Stack.__index = Stack
        function Stack.new(...) return setmetatable({ n = select("#", ...), ... }, Stack) end
        function Stack:push(v) self.n = self.n + 1; self[self.n] = v end
        for i, v in ipairs { 0x1p4, 1e-3, .5, 3 // 2 ~ 1 & 7 | 2 << 1 } do
          if v > 1 and not (i == 2) then goto continue elseif #Stack ~= 0 then break end
          repeat local x = v; x = x - 1 until x < 0 or x >= 10
          ::continue::
        end
        while true do local f <close> = nil; do return Stack.new(1, "a\\z  \\x41\\u{20AC}", [==[ ]] ]==]) end end
        """,
        """
        goto top; ::top:: do ::inner:: if a then goto inner end end
        --[[ long ]] local t = { [1] = 'x'; y = -2 ^ 2 .. "z", f = function(self, ...) return ... end, }
        t.f{...}:g "s"[1](t)['k'].v, b = (function() return 1, 2 end)()
        """,
    ]
    private static let scraps = [
        "end", "do", "(", ")", "{", "}", "[", "]", "=", ",", ";", "::a::", "goto a", "break", "local", "function",
        "...", "..", ".",
        ":", "'", "\"", "[[", "]]", "--", "--[[", "\n", "\\", "0x", "1e", "é", "\u{0}", "<const>", "<close>", "return",
        "until", "x", "nil", "~",
    ]

    @Test(arguments: 0..<20)
    func `Lua and the parser agree on what is almost right`(batch: Int) async throws {
        let judge = try LuaJudge()
        var random = SeededRandom(state: UInt64(batch) &* 0x9E37_79B9 &+ 1)
        for _ in 0..<60 {
            let script = Self.mutated(Self.sound[Int.random(in: 0..<Self.sound.count, using: &random)], using: &random)
            await judge.expectAgreement(on: script)
        }
    }

    @Test(arguments: 0..<4)
    func `bytes of any kind are checked and end`(batch: Int) {
        var random = SeededRandom(state: UInt64(batch) &+ 77)
        for _ in 0..<100 {
            let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            for finding in CheckedText.checker.check(bytes, file: "test.lua") {
                #expect(finding.line >= 1 && finding.column >= 1)
            }
        }
    }

    private static func mutated(_ script: String, using random: inout SeededRandom) -> String {
        var pieces = pieces(of: script)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let index = Int.random(in: 0..<pieces.count, using: &random)
            let other = Int.random(in: 0..<pieces.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: pieces[index] = ""
            case 1: pieces[index] = scraps[Int.random(in: 0..<scraps.count, using: &random)]
            case 2: pieces[index] += " " + scraps[Int.random(in: 0..<scraps.count, using: &random)] + " "
            case 3: pieces.swapAt(index, other)
            default: pieces[index] = pieces[other]
            }
        }
        return pieces.joined()
    }

    /// Words, and everything else sign by sign.
    private static func pieces(of script: String) -> [String] {
        var pieces: [String] = []
        for character in script {
            if let last = pieces.last?.last, last.isLetter || last == "_", character.isLetter || character == "_" {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }

    /// SplitMix64.
    private struct SeededRandom: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
