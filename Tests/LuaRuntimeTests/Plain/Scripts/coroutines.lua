-- Coroutines as generators, as producers and consumers, as tasks; their states and their errors.
local function generate(n)
  return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end)
end
local seen = {}
for v in generate(5) do seen[#seen + 1] = v end
print(table.concat(seen, " "))

local co = coroutine.create(function(a, b)
  print("started", a, b)
  local c = coroutine.yield(a + b)
  print("got", c)
  local d, e = coroutine.yield(c * 2, "two")
  print("got", d, e)
  return "done", d, e
end)
print(coroutine.status(co))
print(coroutine.resume(co, 1, 2))
print(coroutine.status(co))
print(coroutine.resume(co, 10))
print(coroutine.resume(co, "x", nil))
print(coroutine.status(co), coroutine.resume(co))
print(select("#", coroutine.resume(coroutine.create(function() return nil, nil end))))

-- Inside and outside.
local main, is_main = coroutine.running()
print(type(main), is_main, coroutine.isyieldable(), coroutine.status(main))
coroutine.wrap(function()
  local inner, inner_is_main = coroutine.running()
  print(type(inner), inner_is_main, coroutine.isyieldable(), coroutine.status(inner), coroutine.status(main))
  print(coroutine.resume(inner))
  print(coroutine.resume(main))
end)()
print(pcall(coroutine.yield, 1))

-- Producer, filter, consumer.
local function producer()
  return coroutine.create(function() for _, w in ipairs { "a", "b", "c" } do coroutine.yield(w) end end)
end
local function filter(source)
  return coroutine.create(function()
    local line = 1
    while true do
      local _, word = coroutine.resume(source)
      if not word then return end
      coroutine.yield(("%d:%s"):format(line, word))
      line = line + 1
    end
  end)
end
local f = filter(producer())
while true do
  local _, v = coroutine.resume(f)
  if not v then break end
  print(v, coroutine.status(f))
end

-- All permutations, by recursion through yields.
local function permute(t, n)
  n = n or #t
  if n <= 1 then coroutine.yield(table.concat(t)) return end
  for i = 1, n do
    t[n], t[i] = t[i], t[n]
    permute(t, n - 1)
    t[n], t[i] = t[i], t[n]
  end
end
local all = {}
for p in coroutine.wrap(function() permute { "a", "b", "c", "d" } end) do all[#all + 1] = p end
print(#all, table.concat(all, " "))

-- A scheduler in turns.
local tasks, order = {}, {}
for id = 1, 3 do
  tasks[id] = coroutine.create(function()
    for step = 1, id do order[#order + 1] = id .. "." .. step coroutine.yield() end
  end)
end
while #tasks > 0 do
  for i = #tasks, 1, -1 do
    coroutine.resume(tasks[i])
    if coroutine.status(tasks[i]) == "dead" then table.remove(tasks, i) end
  end
end
print(table.concat(order, " "))

-- Errors inside; yields across pcall, metamethods, iterators and table.sort.
local bad = coroutine.create(function() local x = nil; return x.y end)
print(coroutine.resume(bad))
print(coroutine.status(bad), coroutine.resume(bad))
print(select(2, coroutine.resume(coroutine.create(function() error({ code = 7 }) end))).code)
print(pcall(coroutine.wrap(function() error("inside") end)))
print(pcall(coroutine.wrap(function() error("inside", 0) end)))
print(select(2, pcall(coroutine.wrap(function() error({ 42 }) end)))[1])
local through = coroutine.wrap(function()
  local ok, err = pcall(function()
    coroutine.yield("in pcall")
    error("after")
  end)
  coroutine.yield(tostring(ok) .. " " .. err)
  print(xpcall(function() coroutine.yield("in xpcall") error("again") end, function(m) return "handled " .. m end))
  local t = setmetatable({}, {
    __index = function(_, k) return coroutine.yield("index " .. k) end,
    __add = function(_, n) return coroutine.yield("add " .. n) end,
    __lt = function() return coroutine.yield("lt") end,
    __concat = function(_, s) return coroutine.yield("concat " .. s) end,
    __call = function(_, x) return coroutine.yield("call " .. x) end,
    __eq = function() return coroutine.yield("eq") end,
    __len = function() return coroutine.yield("len") end,
    __newindex = function(t, k, v) coroutine.yield("newindex " .. k) rawset(t, k, v) end,
  })
  t.z = 5
  print(t.a, t + 1, t < t, t .. "s", t(3), t == setmetatable({}, getmetatable(t)), #t, t.z)
  for i in function(_, i) return coroutine.yield("iterator") end do print("turn", i) end
  return "end"
end)
local reply = nil
for i = 1, 13 do
  local v = through(reply)
  print(i, v)
  reply = v ~= "iterator" and i * 11 or nil
  if v == "end" then break end
end
print(pcall(through))
local blocked = coroutine.wrap(function() table.sort({ 3, 2, 1 }, function(x, y) coroutine.yield() return x < y end) end)
print(pcall(blocked))
print(coroutine.wrap(function() return pcall(string.gsub, "x", "x", function() coroutine.yield() end) end)())

-- Closing.
local closing = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function(_, e) print("closed", e) end })
  coroutine.yield(1)
end)
print(coroutine.resume(closing))
print(coroutine.close(closing), coroutine.status(closing))
print(coroutine.close(coroutine.create(print)), coroutine.close(closing))
local failing = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function() error("in close", 0) end })
  coroutine.yield(1)
end)
coroutine.resume(failing)
print(coroutine.close(failing))
print(coroutine.status(failing), coroutine.close(failing))
print(pcall(coroutine.close, coroutine.running()))
print(pcall(coroutine.create, 1))
print(pcall(coroutine.resume, 1))
print(pcall(coroutine.status, nil))
print(pcall(coroutine.wrap))
local self
self = coroutine.wrap(function() return self() end)
print(pcall(self))
local deep = 0
local function nest(n) if n == 0 then return "bottom" end deep = deep + 1 return coroutine.wrap(nest)(n - 1) end
print(nest(100), deep)
print(coroutine.wrap(function(...) return select("#", ...), ... end)(nil, 2, nil))
