-- table.sort with and without an order, stable output for any order that is one.
local function line(t) return table.concat(t, " ") end
local function sorted(t, order) table.sort(t, order) return t end
print(line(sorted { 3, 1, 2 }), line(sorted { "b", "a", "C", "" }), line(sorted {}), line(sorted { 1 }), line(sorted { 2, 1 }))
print(line(sorted({ 3, 1, 2 }, function(a, b) return a > b end)), line(sorted({ "ccc", "a", "bb" }, function(a, b) return #a < #b end)))
print(line(sorted { 1.5, 1, -math.huge, math.huge, 2 ^ 53, math.mininteger, math.maxinteger, 0.1 }))
-- A generator of our own: the same numbers everywhere.
local state = 12345
local function random(n) state = (state * 1103515245 + 12345) & 0x7fffffff return state % n + 1 end
local function digest(t)
  local h = 5381
  for i = 1, #t do h = (h * 33 + (math.tointeger(t[i]) or #t[i])) & 0xffffffff end
  return h
end
local function check(t, less)
  less = less or function(a, b) return a < b end
  for i = 2, #t do if less(t[i], t[i - 1]) then return false end end
  return true
end
for _, size in ipairs { 2, 3, 4, 5, 10, 50, 99, 100, 101, 102, 103, 500, 3000, 20000 } do
  local t, calls = {}, 0
  for i = 1, size do t[i] = random(size) end
  local u = table.move(t, 1, size, 1, {})
  table.sort(t)
  table.sort(u, function(a, b) calls = calls + 1 return a > b end)
  print(size, check(t), check(u, function(a, b) return a > b end), digest(t), digest(u), size > 100 and "" or calls)
end
for name, make in pairs { ascending = function(i) return i end } do
  local t = {}
  for i = 1, 1000 do t[i] = make(i) end
  print(name, check(sorted(t)))
end
local shapes = {
  { "descending", function(i) return -i end }, { "equal", function() return 7 end }, { "saw", function(i) return i % 10 end },
  { "organ", function(i) return i < 500 and i or 1000 - i end }, { "swapped", function(i) return i ~ 1 end },
}
for _, shape in ipairs(shapes) do
  local t = {}
  for i = 1, 1000 do t[i] = shape[2](i) end
  table.sort(t)
  print(shape[1], check(t), digest(t))
end
-- The order in which equal elements end up is the implementation's, and scripts come to rely on it.
local people = {}
for i = 1, 60 do people[i] = { age = random(7), name = "p" .. i } end
table.sort(people, function(a, b) return a.age < b.age end)
local names = {}
for i, p in ipairs(people) do names[i] = p.age .. p.name end
print(line(names))
local by = {}
for i = 1, 40 do by[i] = ("%c%d"):format(64 + random(5), random(9)) end
print(line(sorted(by)))
print(line(sorted(by, function(a, b) return a:sub(2) < b:sub(2) or (a:sub(2) == b:sub(2) and a < b) end)))
-- Metamethods, proxies, errors.
local M = { __lt = function(a, b) return a.v < b.v end }
local objects = {}
for i = 1, 20 do objects[i] = setmetatable({ v = (i * 7) % 20 }, M) end
table.sort(objects)
local values = {}
for i, o in ipairs(objects) do values[i] = o.v end
print(line(values))
local store, writes = { 5, 3, 9, 1, 4 }, 0
local proxy = setmetatable({}, { __index = store, __newindex = function(_, k, v) writes = writes + 1 store[k] = v end, __len = function() return 5 end })
table.sort(proxy)
print(line(store), writes, next(proxy))
print(pcall(table.sort, { 1, "a" })) print(pcall(table.sort, { {}, {} })) print(pcall(table.sort, { 1, 2 }, 5)) print(pcall(table.sort)) print(pcall(table.sort, { 1, nil, 3 }))
print(pcall(table.sort, { 3, 2, 1 }, function() error("in order") end)) print(pcall(table.sort, { 3, 2, 1, 5, 4 }, function() return true end))
local wrong = {}
for i = 1, 200 do wrong[i] = i end
print(pcall(table.sort, wrong, function() return true end))
print(pcall(table.sort, setmetatable({}, { __len = function() return math.maxinteger end })))
print(pcall(table.sort, setmetatable({}, { __len = function() return -1 end })))
print(pcall(table.sort, { 1, 2, 3 }, nil), pcall(table.sort, "x"))
