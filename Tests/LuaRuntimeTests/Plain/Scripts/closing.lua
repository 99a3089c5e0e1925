-- To-be-closed variables: order, errors, loops, coroutines.
local function guard(name, fail)
  return setmetatable({ name = name }, { __close = function(o, e)
    print("close", o.name, e)
    if fail then error(fail, 0) end
  end })
end
do
  local a <close> = guard("a")
  local b <close> = guard("b")
  local none <close> = nil
  local no <close> = false
  print("body")
end
print(pcall(function()
  local a <close> = guard("a")
  local b <close> = guard("b", "b failed")
  local c <close> = guard("c", "c failed")
  error("body failed", 0)
end))
print(pcall(function()
  local a <close> = guard("a")
  local b <close> = guard("b", "only in close")
  return "never seen"
end))
local function returns()
  local a <close> = guard("a")
  return "result", 1, nil, (function() print("results first") return "x" end)()
end
print(select("#", returns()), returns())
for i = 1, 3 do
  local g <close> = guard("turn " .. i)
  if i == 2 then break end
end
local n = 0
while true do
  local g <close> = guard("while")
  n = n + 1
  if n == 2 then goto out end
end
::out::
local function early(x)
  local a <close> = guard("early " .. tostring(x))
  if x then return "yes" end
  do local inner <close> = guard("inner") end
  return "no"
end
print(early(true), early(false))
-- A generic for closes its fourth value.
local function iterate(n)
  return function(_, i) if i < n then return i + 1 end end, nil, 0, guard("iterator")
end
for i in iterate(3) do print("turn", i) end
print(pcall(function() for i in iterate(3) do error("in loop", 0) end end))
print((function() for i in iterate(3) do if i == 2 then return "out of the loop" end end end)())
-- Wrong values.
for _, v in ipairs { 42, "text", {}, print } do
  local ok, message = pcall(function() local x <close> = v return "not reached" end)
  print(ok, (message:gsub("0x%x+", "ADDRESS")))
end
print(pcall(function()
  local x <close> = setmetatable({}, { __close = function() end })
  getmetatable(x).__close = nil
end))
print(load("local x <close> = nil; x = 1"))
-- Across coroutines, pcall and xpcall.
local co = coroutine.wrap(function()
  local a <close> = setmetatable({}, { __close = function() print("yielding") coroutine.yield("from close") print("closed") end })
  coroutine.yield("body")
  return "returned"
end)
print(co(), co(), co())
co = coroutine.create(function()
  local a <close> = guard("outer")
  local b <close> = setmetatable({}, { __close = function(_, e) coroutine.yield("closing with " .. tostring(e)) error("worse", 0) end })
  error("bad", 0)
end)
print(coroutine.resume(co)) print(coroutine.resume(co)) print(coroutine.status(co))
print(xpcall(function() local g <close> = guard("x") error("with handler", 0) end, function(m) print("handler", m) return "handled" end))
local sequence = {}
do
  local function add(n) return setmetatable({}, { __close = function() sequence[#sequence + 1] = n end }) end
  local a <close>, two = add(1), 2
  local b <close> = add(two)
  local c <close> = add(3)
end
print(table.concat(sequence, " "))
local wrapped = coroutine.wrap(function() local g <close> = guard("wrap", "from wrap's close") error("first", 0) end)
print(pcall(wrapped))
local depth = 0
local function nest(k) local g <close> = setmetatable({}, { __close = function() depth = depth + 1 end }) if k > 0 then return nest(k - 1) end end
nest(150)
print(depth)
local x <const>, y <close> = 1, guard("end of the chunk")
print(x)
