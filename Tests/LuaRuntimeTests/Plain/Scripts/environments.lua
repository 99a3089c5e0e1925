-- load, _ENV, globals, and chunks with environments of their own.
print(load("return 1 + 1")()) print(load("x =")) print(load("return ...", "=c")(1, 2, 3)) print(type(load(function() return nil end)), select("#", load("")()))
local parts, i = { "return ", "10", " * ", "2" }, 0
print(load(function() i = i + 1 return parts[i] end)()) print(type(load(function() return "" end)), pcall(load, 5, {}))
print(pcall(load, function() error("reader fails") end)) print(pcall(load, function() return {} end)) print(pcall(load, function() error({}) end) == true)
print(xpcall(load, function(m) return "handled " .. m end, function() error("reader") end)) print(xpcall(load, string.upper, "x =")) print(pcall(load)) print(pcall(load, nil)) print(pcall(load, {}))
print(load("return 1", "n", "t")(), load("return 1", "n", "b") == nil) print(load("return 1", "name", "bt")())
-- Environments.
local env = { print = print, y = 5 }
local chunk = load("x = y * 2; print(x, y) return _ENV", "=chunk", "t", env)
print(chunk() == env, env.x, rawget(_G, "x"))
print(pcall(load("return x.y", "=c", "t", {}))) print(pcall(load("x = 1", "=c", "t", setmetatable({}, { __newindex = function(_, k) error("no " .. k, 2) end }))))
print(load("return a", "=c", "t", setmetatable({}, { __index = function(_, k) return k .. "!" end }))()) print(pcall(load("return x", "=c", "t", nil)))
local function sandboxed()
  local _ENV = { tostring = tostring }
  z = 10
  return tostring(z), _ENV.z
end
print(sandboxed()) print(rawget(_G, "z"))
local function with(_ENV) return a + b end
print(with { a = 1, b = 2 })
do local _ENV <const> = { n = 3 } function f() return n end end
print(rawget(_G, "f"))
local function closure()
  local _ENV = { counter = 0 }
  return function() counter = counter + 1 return counter end, _ENV
end
local count, its = closure()
count() count()
print(count(), its.counter)
-- Globals.
answer = 42
print(_G.answer, _ENV.answer, _G._G == _G, _G == _ENV, rawget(_G, "answer"))
_G["odd name"] = "odd"
print(_G["odd name"])
answer = nil
print(rawget(_G, "answer"))
function global_function(...) return select("#", ...) end
print(global_function(1, 2), _G.global_function(nil)) local print2 = print print = function(...) print2("wrapped", ...) end print("x") print = print2
local names = { "assert", "collectgarbage", "error", "getmetatable", "ipairs", "load", "next", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "tonumber", "tostring", "type", "warn", "xpcall" }
for _, name in ipairs(names) do if type(_G[name]) ~= "function" then print("missing", name) end end
for _, name in ipairs { "coroutine", "debug", "math", "os", "string", "table", "utf8" } do print(name, type(_G[name]), pcall(function() return _G[name].nothing end)) end
print(_VERSION)
local function list(library)
  local found = {}
  for name, value in pairs(library) do found[#found + 1] = name .. ":" .. type(value) end
  table.sort(found)
  return table.concat(found, " ")
end
print(list(coroutine)) print(list(math)) print(list(table)) print(list(utf8))
-- A template compiler, as people write them.
local function template(text)
  local code = { "local out = ... " }
  for literal, expression in (text .. "{{}}"):gmatch("(.-){{(.-)}}") do
    code[#code + 1] = ("out[#out + 1] = %q "):format(literal)
    if expression ~= "" then code[#code + 1] = ("out[#out + 1] = tostring(%s) "):format(expression) end
  end
  return function(env)
    local out = {}
    assert(load(table.concat(code), "=template", "t", setmetatable(env, { __index = _G })))(out)
    return table.concat(out)
  end
end
print(template("Hello {{name}}, {{1 + n}} new: {{string.rep('*', n)}}!") { name = "Ann", n = 2 })
-- Large chunks: many constants, many locals, many lines, deep nesting.
local lines = { "local t = {}" }
for n = 1, 2000 do lines[#lines + 1] = ("t[%d] = %d.5 + #%q"):format(n, n, "s" .. n) end
lines[#lines + 1] = "return t"
local big = assert(load(table.concat(lines, "\n")))()
print(#big, big[1], big[2000])
print(#load("return {" .. ("1,"):rep(10000) .. "}")(), load("return " .. ("("):rep(100) .. "7" .. (")"):rep(100))())
print(select(2, load(("local a = 1 "):rep(201), "=locals"))) print(pcall(load, "return " .. ("("):rep(300) .. "7" .. (")"):rep(300), "=nesting"))
print(pcall(load, ("do "):rep(250) .. ("end "):rep(250), "=blocks")) print(load("return function(...) local a, b = ... return function() return a, b end end")()(1, 2)())
print(#load("return '" .. ("x"):rep(100000) .. "'")(), load("--[[" .. ("comment "):rep(1000) .. "]] return 'after'")())
print(load("#!shebang\nreturn 1")) print(load("return '\u{20AC}', 1")())
