-- Every operator that a metatable can give meaning to.
local log = {}
local function note(...) log[#log + 1] = table.concat({ ... }, " ") end
local function flush() print(table.concat(log, "; ")) log = {} end

local V = {}
V.__index = V
local function new(x, y) return setmetatable({ x = x, y = y }, V) end
local function both(a, b)
  local ax, ay = type(a) == "table" and a.x or a, type(a) == "table" and a.y or a
  local bx, by = type(b) == "table" and b.x or b, type(b) == "table" and b.y or b
  return ax, ay, bx, by
end
for name, f in pairs {
  __add = function(a, b) return a + b end, __sub = function(a, b) return a - b end,
  __mul = function(a, b) return a * b end, __div = function(a, b) return a / b end,
  __mod = function(a, b) return a % b end, __pow = function(a, b) return a ^ b end,
  __idiv = function(a, b) return a // b end, __band = function(a, b) return a & b end,
  __bor = function(a, b) return a | b end, __bxor = function(a, b) return a ~ b end,
  __shl = function(a, b) return a << b end, __shr = function(a, b) return a >> b end,
} do
  V[name] = function(a, b)
    local ax, ay, bx, by = both(a, b)
    return new(f(ax, bx), f(ay, by))
  end
end
V.__unm = function(a) return new(-a.x, -a.y) end
V.__bnot = function(a) return new(~a.x, ~a.y) end
V.__tostring = function(a) return "(" .. a.x .. ", " .. a.y .. ")" end
V.__eq = function(a, b) note("eq") return a.x == b.x and a.y == b.y end
V.__lt = function(a, b) note("lt") return a.x < b.x end
V.__le = function(a, b) note("le") return a.x <= b.x end
V.__len = function(a) return 2 end
V.__concat = function(a, b) return tostring(a) .. "|" .. tostring(b) end
V.__call = function(self, ...) return select("#", ...), self.x, ... end

local a, b = new(7, 9), new(2, 4)
print(tostring(a + b), tostring(a - b), tostring(a * b), tostring(a / b), tostring(a % b), tostring(a ^ b))
print(tostring(a // b), tostring(a & b), tostring(a | b), tostring(a ~ b), tostring(a << b), tostring(a >> b))
print(tostring(-a), tostring(~a), #a, tostring(a + 1), tostring(10 - a), tostring(3 & b))
print(a == b, a == new(7, 9), a ~= b, rawequal(a, new(7, 9)), a == 1)
print(a < b, a <= b, a > b, a >= b)
flush()
print(a .. b, a .. "s", "s" .. a, 1 .. a .. 2, a .. b .. a)
print(a(1, nil, 3))
print(pcall(a))
print(a.x, a.nothing, rawget(a, "__add"), rawlen(a))

-- __index and __newindex: functions, tables and chains.
local defaults = setmetatable({ color = "red" }, { __index = function(t, k) return "no " .. tostring(k) end })
local object = setmetatable({}, { __index = defaults })
print(object.color, object.size, object[1], rawget(object, "color"))
local writes = {}
local proxy = setmetatable({}, {
  __index = function(_, k) note("get", k) return writes[k] end,
  __newindex = function(_, k, v) note("set", k) writes[k] = v end,
})
proxy.a = 1
proxy.a = proxy.a + 1
proxy.b = proxy.a
print(proxy.a, proxy.b, next(proxy))
flush()
local sink = setmetatable({}, { __newindex = writes })
sink.c = 3
print(rawget(sink, "c"), writes.c)
rawset(sink, "c", 4)
sink.c = 5
print(sink.c, writes.c)

-- __pairs, __name, __metatable, __close.
local ordered = setmetatable({ 3, 2, 1 }, { __pairs = function(t)
  local i = #t + 1
  return function() i = i - 1 if i > 0 then return i, t[i] end end, t, nil
end })
for k, v in pairs(ordered) do note(k .. "=" .. v) end
flush()
print((tostring(setmetatable({}, { __name = "My.Type" })):gsub("0x%x+", "ADDRESS")))
print(pcall(tostring, setmetatable({}, { __tostring = function() return 1 end })))
print(getmetatable(setmetatable({}, { __metatable = "locked" })))
print(pcall(setmetatable, setmetatable({}, { __metatable = false }), {}))
print(getmetatable("x").__index == string, getmetatable(1), getmetatable(print))
print(pcall(setmetatable, 1, {}), pcall(setmetatable, {}, 1), pcall(setmetatable, {}))

-- Metamethods are looked up in the metatable as it is now, and raw in it.
local late = setmetatable({}, {})
getmetatable(late).__index = function(_, k) return k .. "!" end
getmetatable(late).__concat = function(l, r) return "joined" end
print(late.hello, late .. 1)
local inherited = setmetatable({}, setmetatable({}, { __index = { __add = function() return "no" end } }))
print(pcall(function() return inherited + 1 end))
local m = setmetatable({}, { __index = string })
print(m.format("%d", 3), m.rep("ab", 2))

-- Errors name what went wrong.
for _, f in ipairs {
  function() return {} + 1 end, function() return {} .. "x" end, function() return {} < {} end,
  function() return {} < 1 end, function() return #nil end, function() return -{} end,
  function() local t = nil; return t.x end, function() local t = {} t.x.y = 1 end, function() local t = {} t:go() end,
  function() return 1 & 1.5 end, function() return "a" | 1 end, function() return 2 ^ {} end,
  function() return nil .. "x" end, function() return a < 1 end, function() ("x")() end, function() return 1 // 0 end,
  function() return 1 % 0 end, function() local t = {} t[nil] = 1 end, function() local t = {} t[0 / 0] = 1 end,
} do
  print(pcall(f))
end
-- A chain of tables that ends in itself is noticed.
local loop = {}
setmetatable(loop, { __index = loop })
print(pcall(function() return loop.x end))
print(pcall(function() local t = setmetatable({}, { __newindex = loop }) loop.__newindex = loop t.x = 1 return loop.x end))
