import LuaRuntime
import Testing

@Suite struct FrozenLibraryTests {
    private static let libraries = ["string", "table", "math", "utf8", "coroutine", "os", "debug"]

    @Test(arguments: libraries)
    func `a library cannot be changed, by whatever way`(library: String) throws {
        let values = try LuaFixture().run(
            """
            local library = \(library)
            local attempts = {
              function() library.mine = print end,
              function() library[next({1})] = print end,
              function() for name in pairs(library) do library[name] = nil end end,
              function() rawset(library, "mine", print) end,
              function() for name in pairs(library) do rawset(library, name, print) end end,
              function() setmetatable(library, {}) end,
              function() setmetatable(library, nil) end,
              function() table.insert(library, print) end,
              function() table.move({print}, 1, 1, 1, library) end,
              function() table.sort(setmetatable({}, {__index = {2, 1}, __newindex = library, __len = function() return 2 end})) end,
              function() setmetatable({}, {__newindex = library}).mine = print end,
              function() getmetatable(library).__index = {} end,
              function() load("mine = print", "=t", "t", library)() end,
              function() local _ENV = library mine = nil end,
            }
            local before, done = {}, 0
            for name, value in pairs(library) do before[name] = value end
            for _, attempt in ipairs(attempts) do if pcall(attempt) then done = done + 1 end end
            local same, count = true, 0
            for name, value in pairs(library) do count = count + 1 same = same and before[name] == value end
            for name in pairs(before) do count = count - 1 end
            return done, same, count, rawget(library, "mine")
            """
        )
        #expect(described(values) == "0 true 0 nil")
    }

    @Test func `the methods of strings cannot be changed, by whatever way`() throws {
        let values = try LuaFixture().run(
            """
            local attempts = {
              function() getmetatable("").__index = {} end, function() getmetatable("").__index.upper = print end,
              function() rawset(getmetatable(""), "__index", {}) end, function() rawset(getmetatable("").__index, "upper", print) end,
              function() setmetatable("", {}) end, function() setmetatable(getmetatable(""), {}) end,
              function() string.upper = print end, function() getmetatable("").__add = print end,
            }
            local done = 0
            for _, attempt in ipairs(attempts) do if pcall(attempt) then done = done + 1 end end
            return done, ("x"):upper(), "1" + 1, ("x").upper == string.upper
            """
        )
        #expect(described(values) == #"0 "X" 2 true"#)
    }

    @Test func `a module of the host cannot be changed, by whatever way, and neither can an error`() throws {
        let values = try LuaFixture.withHost().run(
            """
            local host = require "host"
            local _, e = pcall(host.fail)
            local attempts = {
              function() host.mine = 1 end, function() rawset(host, "echo", print) end, function() setmetatable(host, {}) end,
              function() getmetatable(host).__index = {} end, function() table.insert(host, 1) end,
              function() setmetatable(e, {}) end, function() getmetatable(e).__tostring = nil end,
            }
            local done = 0
            for _, attempt in ipairs(attempts) do if pcall(attempt) then done = done + 1 end end
            return done, host.echo(1)[1], tostring(e), require "host" == host
            """
        )
        #expect(described(values) == #"0 1 "it broke" true"#)
    }

    @Test(arguments: [
        ("string.mine = 1", #"test.lua:1: cannot set "mine" in the library "string": it belongs to the host"#),
        ("rawset(table, 'x', 1)", #"test.lua:1: cannot set "x" in the library "table": it belongs to the host"#),
        ("getmetatable('').x = 1", #"test.lua:1: cannot set "x" in the metatable of strings: it belongs to the host"#),
        ("require('host').x = 1", #"test.lua:1: cannot set "x" in the module "host": it belongs to the host"#),
        ("setmetatable(math, {})", "test.lua:1: cannot change a protected metatable"),
        ("setmetatable(_G, {})", "test.lua:1: cannot change a protected metatable"),
    ])
    func `the error says what it is that cannot be changed`(script: String, message: String) throws {
        #expect(try LuaFixture.withHost().failure(script).message == message)
    }

    @Test func `what a script does to its own global names is its own affair`() throws {
        let values = try LuaFixture().run(
            """
            local original = string
            string = setmetatable({trim = function(s) return (s:gsub("^%s+", ""):gsub("%s+$", "")) end}, {__index = original})
            local trimmed = string.trim("  x ")
            string = original
            math = nil
            return trimmed, string.trim, rawget(_G, "math")
            """
        )
        #expect(described(values) == #""x" nil nil"#)
    }
}
