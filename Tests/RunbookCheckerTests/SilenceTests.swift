import RunbookChecker
import Testing

/// Sound scripts, of which nothing must be said.
struct SilenceTests {
    @Test(arguments: [
        // Names.
        "counter = 0; local function add() counter = counter + 1 end; add()",
        "local function f() return later end; later = 1; print(f())",
        "function helper() end; helper()",
        "_G.shared = 1; print(shared)",
        "rawset(_G, 'made', 1); print(made)",
        "_G['also'] = 1; print(also)",
        "local g = _G; g.anything = 1; print(anything)",
        "for name in pairs(_G) do print(name) end",
        "setmetatable(_G, nil); print(whatever)",
        "load('made = 1')(); print(made)",
        "local _ENV = { print = print }; print(anything); other = 1",
        "local function f(_ENV) return anything end; print(f({}))",
        "local print = print; local _ENV = setmetatable({}, {}); x = y",
        "_ENV = setmetatable({}, { __index = _ENV }); print(anything, string.anything)",
        "print(_VERSION, _ENV ~= nil, _G ~= nil)",
        "local unpack = table.unpack or unpack; print(unpack {})",
        "local x = print and print or nothing_at_all",
        // Shadows.
        "local string = { trim = print }; string.trim()",
        "local function f(password) return password.anything(1, 2, 3) end; f()",
        "local password = require 'password'; do local password = {}; password.x = 1; password.x() end",
        "local password = require 'password'; password = { wiat = print }; password.wiat()",
        "local log = require 'log'; for log = 1, 2 do print(log.x) end",
        "runbook = { other = print }; runbook.other()",
        "local require = function(x) return { f = x } end; require('nothing').f()",
        "function require(x) return {} end; print(require('nothing').anything)",
        // Libraries that the script adds to.
        "function string.trim(s) return s end; print((' x '):trim(), string.trim(' x '))",
        "local s = string; s.trim = print; string.trim('x')",
        "rawset(string, 'trim', print); string.trim('x')",
        "for name, f in pairs({ trim = print }) do string[name] = f end; string.trim('x')",
        "local function extend(library) library.extra = 1 end; extend(table); print(table.extra)",
        "if math.power then print(math.power(2, 3)) end",
        "local pow = math.power or function(a, b) return a ^ b end; print(pow(2, 3))",
        "if string.buffer == nil then print('none') end",
        // Arguments.
        "local t = {}; table.insert(t, 1); table.insert(t, 1, 2); table.insert(t, table.unpack({ 1, 2 }))",
        "print(string.rep('x', '3'), string.rep(7, 3.0), math.floor('12.5'), ('x'):rep(2, nil))",
        "print(math.max(1), tostring(nil), type(nil), select('#'), select(2, 'a', 'b'), math.random(1, 2))",
        "local f = function(...) return string.rep(...) end; print(f('x', 3))",
        "local t = setmetatable({}, nil); print(t, next({}), rawlen('x'), #'x', table.unpack('x', 1, 1))",
        "local ok, e = pcall(string.rep); local ok2 = pcall(error); print(ok, e, ok2)",
        "coroutine.wrap(function(...) coroutine.yield(...) end)(1)",
        "local s <const> = 'x'; local f <close> = nil; print(s:upper():lower():len(), f)",
        "goto done; do local x = 1 end ::done:: print(os.time(), os.date('!%c', 0), os.clock())",
    ])
    func `plain Lua is no mistake`(script: String) {
        #expect(CheckedText(script).lines == [])
    }

    @Test(arguments: [
        "password.get('a'); password.get(server.get('a')); password.get('a', nil, nil)",
        "password.wait('a', { timeout = 90 }); password.wait('a', { timeout = '1h30m', api = 'v1' })",
        "password.wait('a', nil); password.wait('a', {})",
        "local function wait(s, options, extra) return password.wait(s, options, extra) end; wait('a')",
        "local options = {}; options.timeout = '5m'; password.wait('a', options)",
        "password.wait('a', { ['timeout'] = '5m' }); local k = 'timeout'; password.wait('a', { [k] = 1 })",
        "password.reset('a'); password.reset('a', { timeout = '5m' }); password.reset('a', nil, { timeout = '5m' })",
        "password.reset('a', password.generate { length = 24 }); password.reset('a', 'text', {})",
        "local o = password.reset('a', { outcome = true }); print(o.password, o.confirmation)",
        "local options = { outcome = true }; local o = password.reset('a', options); print(o.password)",
        "log.info(); log.info(nil, nil, 1, 'x', {}, print); log.info('x'):anything()",
        "fleet.each({}, print); fleet.each({ 'a', server.get('b') }, { concurrency = 2 }, function() end)",
        "local function work(s) return s.name end; fleet.each({ 'a' }, work); fleet.each(server.list(), nil, work)",
        "local args = { 'a', {} }; password.wait(table.unpack(args)); password.wait(print())",
        "local wait = require('password').wait; wait('a', { timeout = 1 })",
        "local s = password.reset('a'); print(s:reveal(), s.reveal, tostring(s)); vault.put('a', s)",
        "local sealed = password.get('a'); if sealed then password.decrypt(sealed, key.load('k')) end",
        "local sealed; sealed = password.get('a'); password.decrypt(sealed, key.load('k'))",
        "local s = server.get('a'); s = { nickname = 1 }; print(s.nickname)",
        "local ok, s = pcall(server.get, 'a'); if not ok then print(s.message, s.hint) end",
        "for i, r in ipairs(fleet.each({ 'a' }, print)) do print(i, r.ok, r.server.name, r.error.message) end",
        "print(require('json').null, require('json').encode({ 1 }), require('json').encode(false))",
        "local ok = pcall(require, 'cjson'); local ok2 = pcall(function() return require 'cjson' end); print(ok, ok2)",
        "local name = 'password'; local m = require(name); print(m)",
    ])
    func `sound calls of the host are no mistake`(script: String) {
        let modules = ["fleet", "key", "log", "password", "server", "vault"].map { "local \($0) = require '\($0)'\n" }
        #expect(CheckedText(modules.joined() + script).lines == [])
    }

    @Test(arguments: [
        "print(input.key, input['servers'])",
        "for name, value in pairs(input) do print(name, value) end",
        "input.extra = 1; print(input.extra)",
        "local function fill(t) t.extra = 1 end; fill(input); print(input.extra)",
        "print(input.extra); local box = { input }; box[1].extra = 2",
        "local other = input; other.extra = 1; print(input.extra)",
        "setmetatable(input, { __index = function() return 1 end }); print(input.extra)",
        "for _, server in ipairs(input.servers) do print(server.name) end",
        "print(input.level:upper(), input.size + 1)",
    ])
    func `sound uses of inputs are no mistake`(script: String) {
        let inputs = """
            local input = runbook.inputs {
              servers = { type = "servers", help = "which" }, key = { type = "string", default = "x" },
              level = { type = "choice", choices = { "a", "b" } }, size = { type = "number", optional = true },
            }

            """
        #expect(CheckedText(inputs + script).lines == [])
    }

    @Test func `modules beside the script are there, with the globals that they make`() {
        let modules = [
            "lib.util": "require 'deeper'; local M = {}; util_global = 1; return M", "deeper": "function deep() end",
        ]
        #expect(CheckedText("local u = require 'lib.util'; u.f(util_global); deep()", modules: modules).lines == [])
        let other = CheckedText("local u = require 'lib.util'; u.f(util_globl)", modules: modules)
        #expect(other.codes == [.undefinedGlobal])
    }
}
