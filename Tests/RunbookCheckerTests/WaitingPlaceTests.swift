import RunbookChecker
import Testing

/// Waits where Lua cannot wait.
struct WaitingPlaceTests {
    private static let opening = "local server = require 'server'; local names = {}\n"

    @Test(arguments: [
        ("table.sort(names, function(a, b) return server.get(a).id < server.get(b).id end)", "'table.sort'", [41, 60]),
        ("local function less(a, b) return server.get(a) end\ntable.sort(names, less)", "'table.sort'", [34]),
        ("string.gsub('a', '.', function(c) return server.get(c).id end)", "'string.gsub'", [42]),
        ("('a'):gsub('.', function(c) return server.get(c).id end)", "'string.gsub'", [36]),
        ("('a'):gsub('.', server.get)", "'string.gsub'", [17]),
        ("xpcall(print, function(e) return server.get('x') end)", "'xpcall'", [34]),
        ("load(function() return server.get('x') end)", "'load'", [24]),
    ])
    func `a wait in a function that Lua calls without being able to wait is found`(
        script: String,
        caller: String,
        columns: [Int]
    ) {
        let findings = CheckedText(Self.opening + script).diagnostics
        #expect(findings.map(\.code) == columns.map { _ in .cannotWait })
        #expect(findings.map(\.column) == columns)
        for finding in findings {
            #expect(
                finding.message
                    == "server.get has to wait, and cannot do so in a function called by \(caller); wait before, "
                    + "and use the result there"
            )
        }
    }

    @Test(arguments: [
        "setmetatable({}, { __tostring = function() return server.get('x').id end })",
        "local mt = {}; mt.__tostring = function() return server.get('x').id end",
        "local mt = {}; function mt:__tostring() return server.get('x').id end",
        "local mt = {}; mt['__gc'] = function() server.get('x') end",
    ])
    func `a wait in a metamethod that cannot wait is found`(script: String) {
        #expect(CheckedText(Self.opening + script).codes == [.cannotWait])
    }

    @Test(arguments: [
        "setmetatable({}, { __index = function(t, k) return server.get(k) end })",
        "pcall(function() return server.get('x') end)",
        "xpcall(function() return server.get('x') end, print)",
        "table.sort(names, function(a, b) return a < b end); server.get('x')",
        "local f = coroutine.wrap(function() return server.get('x') end)",
        "for s in function() return server.get('x') end do print(s) end",
        "table.sort(names, function(a, b) return function() return server.get(a) end end)",
    ])
    func `a wait where Lua can wait is no mistake`(script: String) {
        #expect(CheckedText(Self.opening + script).lines == [])
    }
}
