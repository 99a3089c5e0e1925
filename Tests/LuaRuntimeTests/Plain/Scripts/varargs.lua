-- Varargs, and calls in all their forms.
local function count(...) return select("#", ...) end
local function pass(...) return ... end
print(count(), count(nil), count(nil, nil), count(pass()), count(pass(nil, nil)), count((pass(1, 2))), count(pass(1, 2), pass(3, 4)), count(table.unpack({}, 1, 50)))
print(pass(1, nil, 3), (pass(1, 2)), pass(), pass(nil))
local function first(a, ...) return a, count(...) end
local function last(...) return (select(-1, ...)) end
print(first(), first(1), first(1, 2, 3)) print(last(1, 2, 3), pcall(last))
local function pack2(...) return { n = select("#", ...), ... } end
local t = pack2(1, nil, nil)
print(t.n, t[1], t[3], #pack2(), #{ ..., 1 }, #{ pass(1, 2, 3) }, #{ pass(1, 2, 3), 10 }, #{ (pass(1, 2, 3)) })
local function map(f, ...) if select("#", ...) == 0 then return end return f((...)), map(f, select(2, ...)) end
print(map(function(x) return x * x end, 1, 2, 3, 4))
local function reverse(...) local function go(n, ...) if n == 0 then return end return (select(n, ...)), go(n - 1, ...) end return go(select("#", ...), ...) end
print(reverse(1, 2, 3), reverse())
local function sum(...) local s = 0 for _, v in ipairs { ... } do s = s + v end return s end
print(sum(1, 2, 3), sum(table.unpack({ 1, 2, 3, 4, 5 })), sum())
local function bind(f, ...) local bound = table.pack(...) return function(...) local all = table.move(table.pack(...), 1, select("#", ...), bound.n + 1, table.move(bound, 1, bound.n, 1, {})) return f(table.unpack(all, 1, bound.n + select("#", ...))) end end
print(bind(string.format, "%s-%s-%s", 1)(2, 3), bind(math.max, 1, 9)(5))
print(select(2, "a", "b", "c"), select(-2, "a", "b", "c"), select(5, "a"), (select("2", "a", "b")))
for _, n in ipairs { 0, -4, 1.5, "x", {} } do print(pcall(select, n, 1, 2, 3)) end
-- Many arguments and results.
local many = table.pack(table.unpack({}, 1, 200))
print(many.n, count(table.unpack({}, 1, 5000)), select("#", string.byte(("x"):rep(1000), 1, -1)), (select(200, table.unpack({}, 1, 200))))
local big = {}
for i = 1, 5000 do big[i] = i end
print(sum(table.unpack(big)), math.max(table.unpack(big)), #string.char(table.unpack(big, 1, 255)), select(-1, table.unpack(big)))
-- Calls without parentheses, methods on anything, chains, recursion in arguments.
local function id(x) return x end
print(id "text", id { 1 }[1], id [[long]], type(id {}), #id { 1, 2 })
local o = { v = 1, add = function(self, n) self.v = self.v + n return self end, get = function(self) return self.v end }
print(o:add(1):add(2):get(), o.add(o, 3).v, o["add"](o, 1):get(), ("x"):rep(3):upper():len(), (function() return "called" end)())
local function fact(n) return n <= 1 and 1 or n * fact(n - 1) end
print(fact(fact(3)), fact(20), fact(25.0))
local function f(a, b, c) return a, b, c end
print(f(1), f(1, 2, 3, 4), (f(1, 2))) print(f(f(1, 2), f(3, 4))) print(f((f(1, 2)), f(3)))
local x, y, z = f(1, 2), 5
print(x, y, z) local a, b, c = 0, f(7, 8) print(a, b, c)
local s = "" for _, v in ipairs { pass("a", "b"), pass("c", "d") } do s = s .. v end print(s)
print((...), select("#", ...), ... == nil)
do local function deep(n, ...) if n == 0 then return select("#", ...) end return deep(n - 1, n, ...) end print(deep(150)) end
print(pcall(string.rep, table.unpack({ "x", 3, "-" }))) print(pcall(pass, 1, nil, 3, nil)) print(select("#", pcall(pass, nil, nil)))
local tail = 0 local function loop(n) tail = n if n == 0 then return "end" end return loop(n - 1) end print(loop(100000), tail)
