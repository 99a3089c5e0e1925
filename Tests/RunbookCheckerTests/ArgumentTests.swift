import RunbookChecker
import Testing

/// Calls that are certain to be refused, in the words in which they would be.
struct ArgumentTests {
    private static let modules =
        ["fleet", "key", "log", "password", "server", "vault"]
        .map { "local \($0) = require '\($0)'" }.joined(separator: "; ") + "\n"

    @Test(arguments: [
        (
            "password.get()",
            "1: password.get: argument 1 \"server\": expected a server or its id, got nil [argument-count]"
        ),
        (
            "password.get('')",
            "14: password.get: argument 1 \"server\": expected a server or its id, got string [argument-type]"
        ),
        (
            "password.get({})",
            "14: password.get: argument 1 \"server\": expected a server or its id, got table [argument-type]"
        ),
        (
            "password.get(12)",
            "14: password.get: argument 1 \"server\": expected a server or its id, got 12 [argument-type]"
        ),
        ("password.get('a', 'b')", "19: password.get: takes at most 1 argument, got 2 [argument-count]"),
        ("password.wait('a', {}, 1)", "24: password.wait: takes at most 2 arguments, got 3 [argument-count]"),
        (
            "password.wait('a', { timout = '5m' })",
            "22: password.wait: there is no option \"timout\"; did you mean \"timeout\"? [unknown-option] (options: timeout, api)"
        ),
        (
            "password.wait('a', { timeout = '5x' })",
            "32: password.wait: option \"timeout\": expected a duration (\"90s\", \"10m\" or a number of seconds), got string [argument-type]"
        ),
        (
            "password.wait('a', { timeout = -1 })",
            "32: password.wait: option \"timeout\": expected a duration (\"90s\", \"10m\" or a number of seconds), got -1 [argument-type]"
        ),
        (
            "password.wait('a', { api = 'v2.2' })",
            "28: password.wait: option \"api\": expected one of \"v1\", \"v2.1\", got string; did you mean \"v2.1\"? [argument-type]"
        ),
        (
            "password.wait('a', '5m')",
            "20: password.wait: the options must be a table with named fields, got string [argument-type]"
        ),
        (
            "password.wait('a', { '5m' })",
            "20: password.wait: the options must be a table with named fields, got table [argument-type]"
        ),
        (
            "password.generate { length = '24' }",
            "30: password.generate: option \"length\": expected a whole number, got string [argument-type]"
        ),
        (
            "password.generate { length = 2.5 }",
            "30: password.generate: option \"length\": expected a whole number, got 2.5 [argument-type]"
        ),
        (
            "vault.put('a', key.load('k'))",
            "16: vault.put: argument 2 \"secret\": expected a secret or a string, got private key [argument-type]"
        ),
        (
            "local sealed = password.wait('a')\nvault.put('a', sealed)",
            "16: vault.put: argument 2 \"secret\": expected a secret or a string, got sealed password [argument-type]"
        ),
        (
            "vault.put('a')",
            "1: vault.put: argument 2 \"secret\": expected a secret or a string, got nil [argument-count]"
        ),
        (
            "vault.put('a', function() end)",
            "16: vault.put: argument 2 \"secret\": expected a secret or a string, got function [argument-type]"
        ),
        (
            "password:get('a')",
            "10: password.get: argument 1 \"server\": expected a server or its id, got table [argument-type] (a function of a module is called with a dot: password.get(...))"
        ),
        ("fleet.each({ 'a' })", "1: fleet.each: argument 2 \"fn\": expected a function, got nil [argument-count]"),
        (
            "fleet.each({ 'a' }, { concurency = 2 }, print)",
            "23: fleet.each: there is no option \"concurency\"; did you mean \"concurrency\"? [unknown-option] (options: concurrency)"
        ),
        (
            "fleet.each({ 'a', 7 }, print)",
            "12: fleet.each: argument 1 \"servers\": expected a list, each element a server or its id, got table [argument-type]"
        ),
        (
            "fleet.each('a', print)",
            "12: fleet.each: argument 1 \"servers\": expected a list, each element a server or its id, got string [argument-type]"
        ),
        (
            "server.reboot('a', { mode = 'sofft' })",
            "29: server.reboot: option \"mode\": expected one of \"soft\", \"hard\", got string; did you mean \"soft\"? [argument-type]"
        ),
    ])
    func `a wrong argument of the host's functions is found`(call: String, finding: String) throws {
        let findings = CheckedText(Self.modules + call).diagnostics
        try #require(findings.count == 1, "\(findings)")
        let hint = findings[0].hint.map { " (\($0))" } ?? ""
        #expect("\(findings[0].column): \(findings[0].message) [\(findings[0].code.rawValue)]\(hint)" == finding)
    }

    @Test(arguments: [
        (
            "print(('x'):rep())",
            "1:13: string.rep: bad argument #1 to 'rep' (number expected, got no value) [argument-count]"
        ),
        (
            "print(string.rep('x', {}))",
            "1:23: string.rep: bad argument #2 to 'rep' (number expected, got table) [argument-type]"
        ),
        (
            "print(string.rep('x', 'y'))",
            "1:23: string.rep: bad argument #2 to 'rep' (number expected, got string) [argument-type]"
        ),
        (
            "print(string.rep('x', 1.5))",
            "1:23: string.rep: bad argument #2 to 'rep' (number has no integer representation) [argument-type]"
        ),
        ("table.insert({})", "1:1: table.insert: wrong number of arguments to 'insert' [argument-count]"),
        ("table.insert({}, 1, 2, 3)", "1:1: table.insert: wrong number of arguments to 'insert' [argument-count]"),
        ("table.sort('x')", "1:12: table.sort: bad argument #1 to 'sort' (table expected, got string) [argument-type]"),
        ("tostring()", "1:1: tostring: bad argument #1 to 'tostring' (value expected) [argument-count]"),
        (
            "print(math.floor(true))",
            "1:18: math.floor: bad argument #1 to 'floor' (number expected, got boolean) [argument-type]"
        ),
        (
            "setmetatable(nil, {})",
            "1:14: setmetatable: bad argument #1 to 'setmetatable' (table expected, got nil) [argument-type]"
        ),
    ])
    func `a wrong argument of Lua's own functions is found`(script: String, line: String) {
        #expect(CheckedText(script).lines == [line])
    }
}
