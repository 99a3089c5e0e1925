-- error, assert, pcall, xpcall: values, levels, positions, tracebacks.
print(pcall(error)) print(pcall(error, nil)) print(pcall(error, "plain")) print(pcall(error, "plain", 0)) print(pcall(error, "level 2", 2)) print(pcall(error, 42)) print(pcall(error, true))
local function f() error("in f") end
local function g(level) error("at level " .. level, level) end
local function h(level) g(level) end
print(pcall(f)) for level = 0, 4 do print(pcall(h, level)) end
local object = setmetatable({ code = 7 }, { __tostring = function(e) return "error " .. e.code end })
local ok, e = pcall(error, object)
print(ok, rawequal(e, object), tostring(e), e.code)
print(select("#", pcall(error)), select("#", pcall(function() return 1, nil, 3, nil end)))
print(pcall(assert, false)) print(pcall(assert, nil, "message")) print(pcall(assert, false, object)) print(assert(1, 2, 3)) print(pcall(assert)) print(pcall(assert, false, nil))
-- xpcall: the handler sees the stack of the error.
print(xpcall(f, function(m) return "handled: " .. m end))
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3))
print(xpcall(f, function() error("handler fails") end))
print(xpcall(f, function() return nil end)) print(pcall(xpcall)) print(pcall(xpcall, f)) print(pcall(xpcall, f, 5)) print(pcall(pcall))
local trace = select(2, xpcall(function() local function inner() local x = nil; x() end inner() end, debug.traceback))
print(trace)
local function level3() error("deep") end
local function level2() level3() end
local function level1() level2() end
print(select(2, xpcall(level1, function(m) return debug.traceback("prefix: " .. m, 1) end)))
print(debug.traceback("message", 1)) print(debug.traceback({}) ~= nil, debug.traceback(nil), debug.traceback(12))
local co = coroutine.create(function() local x = 1 coroutine.yield() error("in coroutine") end)
coroutine.resume(co)
print(debug.traceback(co)) print(debug.traceback(co, "with message")) print(debug.traceback(co, nil, 1))
print(coroutine.resume(co)) print(debug.traceback(co))
-- Which variable, which field, which function.
local t = { field = {} }
Global = nil
rawset(_G, "Global", false)
for _, case in ipairs {
  function() t.missing() end, function() t:missing() end, function() t.field.a.b = 1 end, function() local up = t.field.x return up.y end, function() return t.field + 1 end, function() return #t.field.x end,
  function() Global() end, function() return t[1][2] end, function() return ("x").y.z end, function() return (1)() end, function() return -t end, function() return t .. "x" end, function() return t < t end,
  function() return 1 < "x" end, function() return nil > 1 end, function() string.rep() end, function() ("x"):rep() end, function() ("x"):rep(1, 2, 3) setmetatable(1, 2) end, function() math.floor({}) end,
  function() tostring() end, function() ipairs() end, function() t.field.f("x") end, function() for i = 1, "x" do end end, function() for i = "a", 2 do end end, function() for i = 1, 2, 0 do end end,
  function() for k in 5 do end end, function() for k in nil do end end, function() local a <const> = t; return a.b.c end, function() return 2 ^ 53 | 0.5 end, function() return 1 // 0 end, function() select(0) end,
  function() string.char(256) end, function() table.concat({ {} }) end, function() ("x"):format() string.format("%d", "x") end, function() coroutine.resume(5) end, function() utf8.char(-1) end, function() setmetatable({}, 5) end,
  function() error(setmetatable({}, { __tostring = function() return "shown" end })) end, function() rawset(1, 2, 3) end, function() return t.field.x.y.z end, function() next({}, {}) end, function() tonumber("1", 99) end,
} do
  local _, message = pcall(case)
  print((tostring(message):gsub("0x%x+", "ADDRESS")))
end
-- Errors in metamethods, iterators, nested pcalls, tail calls.
local m = setmetatable({}, { __index = function(_, k) error("no " .. k) end, __add = function() error("no add", 2) end, __call = function() error("no call", 0) end })
print(pcall(function() return m.x end)) print(pcall(function() return m + 1 end)) print(pcall(m))
print(pcall(function() for i in function() error("iterator") end do end end))
print(pcall(pcall, error, "nested")) print(pcall(pcall, pcall, error)) print(pcall(function() local ok, e = pcall(error, "one", 0) error(e .. " two", 0) end))
print(pcall(function() return f() end))
local function recurse(n) return 1 + recurse(n + 1) end
local ok, message = pcall(recurse, 1)
print(ok, message:match("stack overflow"), #message < 300)
local ok, message = pcall(function() local function s(x) return string.gsub(x, "x", s) end return s("x") end)
print(ok, message:match("C stack overflow"))
print(pcall(string.rep, "x", -1)) print(select(2, pcall(load, "x = ", "=name"))) print(load("x = ", "=name")) print(pcall(load("error('in chunk')", "@file.lua")))
print(pcall(load("local x\n\nerror('line three')", "=(chunk)"))) print(pcall(load("error('text chunk')"))) print(pcall(load("error('a long one')" .. ("-- padding "):rep(20)))) print(pcall(load("\nerror('many lines')\n")))
-- Rethrowing keeps the value; finally by hand.
local function finally(body, last)
  local r = table.pack(pcall(body))
  last()
  if not r[1] then error(r[2], 0) end
  return table.unpack(r, 2, r.n)
end
print(pcall(finally, function() return 1, 2 end, function() print("last") end)) print(not pcall(finally, function() error(object) end, function() print("last") end))
print(tostring(object), not pcall(error, object), select(2, pcall(error, object)) == object)
