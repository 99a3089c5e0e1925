-- Functions as values: upvalues, recursion, varargs, tail calls.
local function counter(start)
  local n = start or 0
  return function(step) n = n + (step or 1) return n end, function() return n end
end
local up, look = counter(10)
local other = counter()
print(up(), up(5), look(), other(), other(), look())

-- A loop's variable is a new one in each turn.
local made = {}
for i = 1, 3 do made[i] = function() i = i * 10 return i end end
print(made[1](), made[1](), made[2](), made[3]())
local k, late = 0, {}
while k < 3 do
  k = k + 1
  local j = k
  late[k] = function() j = j + k return j end
end
print(late[1](), late[2](), late[3](), late[1]())
repeat local seen = k; k = k - 1 until seen == 2
print(k)

-- Two closures share a variable; another call's are apart.
local function pair()
  local shared = 0
  return { add = function(n) shared = shared + n end, get = function() return shared end }
end
local a, b = pair(), pair()
a.add(3) b.add(4) a.add(1)
print(a.get(), b.get())

local function curry(f, n)
  n = n or 2
  local function take(given, left)
    if left == 0 then return f(table.unpack(given)) end
    return function(x)
      local more = table.move(given, 1, #given, 1, {})
      more[#more + 1] = x
      return take(more, left - 1)
    end
  end
  return take({}, n)
end
print(curry(math.max, 3)(4)(9)(2), curry(function(x, y) return x .. y end)("a")("b"))

local function compose(...)
  local fs = table.pack(...)
  return function(...)
    local r = table.pack(...)
    for i = fs.n, 1, -1 do r = table.pack(fs[i](table.unpack(r, 1, r.n))) end
    return table.unpack(r, 1, r.n)
  end
end
print(compose(function(x) return x + 1 end, function(x, y) return x * y end)(6, 7))

-- Memoizing, mutual recursion, and a fixed point without names.
local function memoize(f)
  local known, calls = {}, 0
  return function(n)
    if not known[n] then calls = calls + 1 known[n] = f(n) end
    return known[n], calls
  end
end
local fib
fib = memoize(function(n) if n < 2 then return n end return (fib(n - 1)) + (fib(n - 2)) end)
print(fib(80))
local odd
local function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(1000), odd(77), even(7))
local Y = function(f) return (function(x) return x(x) end)(function(x) return f(function(v) return x(x)(v) end) end) end
print(Y(function(self) return function(n) return n == 0 and 1 or n * self(n - 1) end end)(20))

-- A tail call takes no stack.
local function down(n) if n == 0 then return "bottom" end return down(n - 1) end
print(down(300000))

-- Adjusting results.
local function three() return 1, 2, 3 end
local t = { three(), three() }
print(#t, (three()), three(), (three()))
local x, y, z, w = three()
print(x, y, z, w)
local p, q = (three())
print(p, q)
print(select("#"), select("#", nil, nil), select(-1, 1, 2, 3), select(2, "a", "b", "c"))
local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do total = total + (select(i, ...) or 0) end
  return total, ...
end
print(sum(1, nil, 3, nil))
print((function(...) local a, b = ... return b, a, ... end)("x", "y", "z"))
print(pcall(select, 0), pcall(select, -5, 1))

-- Parameters, methods, and blocks that hide names.
local point = { x = 1 }
function point.move(p, d) p.x = p.x + d return p end
function point:twice() return self:move(self.x) end
print(point:twice():twice().x)
do local x = x; x = x + 100 print(x) end
print(x)
local function default(a, b) b = b == nil and "none" or b return a, b end
print(default(1), default(1, false))
print(#{ n = 1, 2, 3, [10] = 4 }, type(print), type(counter))
local x <const>, f <const> = 5, function() return x end
print(f() + x)
