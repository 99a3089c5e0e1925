import RunbookChecker
import Testing

/// Scripts with one mistake each, and what is said about it.
struct FindingTests {
    @Test(arguments: [
        ("prnt('x')", "1:1: there is no variable 'prnt'; did you mean 'print'? [undefined-global]"),
        (
            "password.get('a')",
            "1:1: there is no variable 'password'; assign to it first, or write local password = require \"password\" "
                + "if it is a module [undefined-global]"
        ),
        (
            "local servers = 1\nprint(serves)",
            "2:7: there is no variable 'serves'; did you mean 'servers'? [undefined-global]"
        ),
        (
            "x.y = 1",
            "1:1: there is no variable 'x'; assign to it first, or write local x = require \"x\" if it is a module [undefined-global]"
        ),
        (
            "print(unpack {})",
            "1:7: there is no variable 'unpack' [undefined-global] (Lua 5.4 has table.unpack in its place)"
        ),
        (
            "io.write('x')",
            "1:1: io is not there [undefined-global]"
        ),
        (
            "do local a = 1 end\nprint(a)",
            "2:7: there is no variable 'a'; assign to it first, or write local a = require \"a\" if it is a module [undefined-global]"
        ),
        (
            "local f = zzz or print",
            "1:11: there is no variable 'zzz'; assign to it first, or write local zzz = require \"zzz\" if it is a module [undefined-global]"
        ),
    ])
    func `a global that nobody assigns to is found`(script: String, line: String) {
        #expect(CheckedText(script).lines == [line])
    }

    @Test(arguments: [
        (
            "require 'passwrod'",
            "1:9: there is no module \"passwrod\"; did you mean 'password'? [unknown-module] "
                + "(a module of your own stands beside the script: passwrod.lua or passwrod/init.lua)"
        ),
        (
            "local x = require(\"lib.util\")",
            "1:19: there is no module \"lib.util\"; there are: fleet, json, key, log, password, runbook, server, vault "
                + "[unknown-module] (a module of your own stands beside the script: lib/util.lua or lib/util/init.lua)"
        ),
    ])
    func `a module that nobody has is found`(script: String, line: String) {
        #expect(CheckedText(script).lines == [line])
    }

    @Test(arguments: [
        (
            "local p = require 'password'\np.wiat('a')",
            "2:3: there is no function 'wiat' in the module \"password\"; did you mean 'wait'? [unknown-function]"
        ),
        (
            "require('password').wiat('a')",
            "1:21: there is no function 'wiat' in the module \"password\"; did you mean 'wait'? [unknown-function]"
        ),
        (
            "local p = require 'password'\nlocal q = p\nlocal w = q['wiat']",
            "3:13: there is no function 'wiat' in the module \"password\"; did you mean 'wait'? [unknown-function]"
        ),
        (
            "runbook.inptus {}",
            "1:9: there is no function 'inptus' in the module \"runbook\"; did you mean 'inputs'? [unknown-function]"
        ),
        (
            "require('json').nul = nil\nprint(require('json').nul)",
            "2:23: there is no function 'nul' in the module \"json\"; did you mean 'null'? [unknown-function]"
        ),
        (
            "print(string.fromat('x'))",
            "1:14: there is no function 'fromat' in the module \"string\"; did you mean 'format'? [unknown-function]"
        ),
        (
            "print(('x'):uper())",
            "1:13: there is no function 'uper' in the module \"string\"; did you mean 'upper'? [unknown-function]"
        ),
        (
            "os.exit(1)",
            "1:4: os.exit is not there; return [unknown-function]"
        ),
        (
            "local m = math\nlocal x = m.mod(2, 3)",
            "2:13: there is no function 'mod' in the module \"math\" [unknown-function] (Lua 5.4 has math.fmod in its place)"
        ),
    ])
    func `a function that a module has not is found`(script: String, line: String) {
        #expect(CheckedText(script).lines.contains(line), "\(CheckedText(script).lines)")
    }

    @Test(arguments: [
        (
            "local s = require('server').get('a')\nprint(s.nmae)",
            "2:9: a server has no field 'nmae'; did you mean 'name'? [unknown-field]"
        ),
        (
            "require('fleet').each({ 'a' }, function(s) print(s.stauts) end)",
            "1:52: a server has no field 'stauts'; did you mean 'status'? [unknown-field]"
        ),
        (
            "local password = require 'password'\nlocal s = password.reset('a')\ns:reveel()",
            "3:3: a secret has no field 'reveel'; did you mean 'reveal'? [unknown-field]"
        ),
        (
            "for _, s in ipairs(require('server').list()) do print(s.id, s.ip) end",
            "1:63: a server has no field 'ip'; did you mean 'id'? [unknown-field]"
        ),
        (
            "local input = runbook.inputs { servers = { type = 'servers' } }\nfor _, s in ipairs(input.servers) do print(s.nam) end",
            "2:46: a server has no field 'nam'; did you mean 'name'? [unknown-field]"
        ),
        (
            "local list = require('server').list()\nprint(list[1].nam)",
            "2:15: a server has no field 'nam'; did you mean 'name'? [unknown-field]"
        ),
    ])
    func `a field that an object has not is found`(script: String, line: String) {
        #expect(CheckedText(script).lines == [line])
    }

    @Test(arguments: [
        (
            "local input = runbook.inputs { key = { type = 'string' } }\nprint(input.kye)",
            "2:13: the runbook has no input \"kye\"; did you mean \"key\"? [unknown-input] (inputs: key)"
        ),
        (
            "print(runbook.inputs({ ['key'] = {} }).other)",
            "1:40: the runbook has no input \"other\" [unknown-input] (inputs: key)"
        ),
        (
            "runbook.inputs { a = { typ = 'string' } }",
            "1:24: runbook.inputs: input \"a\": there is no field \"typ\"; did you mean \"type\"? [input-declaration]"
        ),
        (
            "runbook.inputs { a = { type = 'sever' } }",
            "1:31: runbook.inputs: input \"a\": the type must be one of string, number, duration, choice, server, servers, "
                + "got \"sever\"; did you mean \"server\"? [input-declaration]"
        ),
        (
            "runbook.inputs { a = 'string' }",
            "1:22: runbook.inputs: input \"a\": expected a table like { type = \"string\", help = \"...\" }, got string "
                + "[input-declaration]"
        ),
        (
            "runbook.inputs { a = { help = true } }",
            "1:31: runbook.inputs: input \"a\": help must be a string, got true [input-declaration]"
        ),
    ])
    func `an input that is not declared, or not rightly, is found`(script: String, line: String) {
        #expect(CheckedText(script).lines == [line])
    }

    @Test(arguments: [
        (
            "local log = require 'log'\nlog.inf = print",
            "2:5: cannot set \"inf\" in the module \"log\": it belongs to the host [module-assignment]"
        ),
        (
            "local log = require 'log'\nfunction log.extra() end",
            "2:14: cannot set \"extra\" in the module \"log\": it belongs to the host [module-assignment]"
        ),
        (
            "local s = require('server').get('a')\ns.name = 'x'",
            "2:3: cannot set \"name\" in a server: it belongs to the host [module-assignment]"
        ),
    ])
    func `an assignment to what belongs to the host is found`(script: String, line: String) {
        #expect(CheckedText(script).lines == [line])
    }

    @Test func `findings come in the order of the text and the checker stops somewhere`() {
        let many = CheckedText((1...2000).map { "undefined_\($0)()" }.joined(separator: "\n")).diagnostics
        #expect(many.count == 500)
        #expect(many.map(\.line) == Array(1...500))
    }

    @Test func `columns count characters, not bytes`() {
        #expect(CheckedText("local s = 'äöü€'; prnt(s)").diagnostics.map(\.column) == [19])
        #expect(CheckedText("\u{FEFF}prnt()").diagnostics.map(\.column) == [1])
        #expect(CheckedText("#!/usr/bin/env latchkey\nprnt()").diagnostics.map(\.line) == [2])
        #expect(CheckedText("local a\r\nprnt()\r\n\n\rprnt()").diagnostics.map(\.line) == [2, 4])
    }

    @Test func `no text of the script can steer the terminal`() {
        let lines = CheckedText("require 'a\\27[31m\\n\u{202E}b'").lines
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("1:9: there is no module \"a\u{FFFD}[31m\u{FFFD}\u{FFFD}b\""))
    }
}
