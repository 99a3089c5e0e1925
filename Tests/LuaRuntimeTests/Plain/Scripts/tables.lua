-- Tables: constructors, lengths, and the table library.
local t = { 1, 2, 3, nil, 5, n = 6, [10] = 7, ["key with space"] = 8; 9, }
print(#{ 1, 2, 3 }, t.n, t[10], t["key with space"], t[6], select("#", table.unpack({ 1, nil, 3 }, 1, 3)))
local function line(t) return table.concat(t, " ", 1, #t) end
local list = {}
for i = 1, 5 do table.insert(list, i * i) end
table.insert(list, 1, "first") table.insert(list, 3, "third") table.insert(list, #list + 1, "last")
print(line(list), #list)
print(table.remove(list), table.remove(list, 1), table.remove(list, 2), line(list))
print(table.remove({}), table.remove({}, 0), #list, table.remove(list, #list + 1), pcall(table.remove, list, 100))
print(pcall(table.insert, list, 100, "x")) print(pcall(table.insert, list)) print(pcall(table.insert, list, 1, 2, 3)) print(pcall(table.insert, nil, 1)) print(pcall(table.insert, list, "a", 1))
print(pcall(table.insert, list, 0, "x")) print(pcall(table.remove, list, -1)) print(pcall(table.remove, 5)) print(pcall(table.concat, { 1, {}, 3 })) print(pcall(table.concat, { 1, 2 }, ",", 1, 3))
print(pcall(table.concat, { true })) print(pcall(table.concat, 5)) print(pcall(table.concat, {}, {})) print(table.concat({ 1, 2, 3 }, ", ", 2, 3), table.concat({ 1, 2, 3 }, ", ", 3, 2) == "", table.concat({ [5] = "x" }, ",", 5, 5))
print(table.concat({ "a", "b" }, "\0"):byte(1, -1))
print(line(table.move({ 1, 2, 3, 4, 5 }, 2, 4, 1)), line(table.move({ 1, 2, 3, 4, 5 }, 1, 4, 2)), line(table.move({ 1, 2, 3 }, 1, 3, 3)), line(table.move({ 1, 2, 3 }, 1, 3, 1, { 9, 9, 9, 9 })), line(table.move({ 1, 2 }, 1, 0, 5)))
print(pcall(table.move, {}, 1, math.maxinteger, 2)) print(pcall(table.move, {}, -1, math.maxinteger, 2)) print(pcall(table.move, {}, 1, 2)) print(pcall(table.move, 1, 1, 1, 1)) print(pcall(table.move, {}, 1, 2, 3, 4)) print(pcall(table.move, { 1 }, 1, 1, math.maxinteger), pcall(table.move, { 1, 2 }, 1, 2, math.maxinteger))
local packed = table.pack(nil, 2, nil)
print(packed.n, packed[2], #table.pack(), table.pack().n, table.unpack({ 1, 2, 3 }), (table.unpack({ 1, 2 })))
print(table.unpack({ 1, 2, 3 }, 2), table.unpack({ 1, 2, 3 }, 2, 3), table.unpack({}, 1, 2), table.unpack({ 1, 2 }, -1, 1), select("#", table.unpack({}, 5, 3)))
print(pcall(table.unpack, {}, 1, 1e7)) print(pcall(table.unpack, {}, math.mininteger, math.maxinteger)) print(pcall(table.unpack)) print(pcall(table.unpack, {}, "x")) print(table.unpack("abc", 1, 2))
print(table.unpack({ 1, 2 }, math.maxinteger), table.unpack({}, math.mininteger, math.mininteger))
-- Tables with metamethods go through them.
local log = {}
local proxy = setmetatable({}, {
  __index = function(_, i) log[#log + 1] = "r" .. i return i <= 4 and i * 10 or nil end,
  __newindex = function(_, i, v) log[#log + 1] = "w" .. i .. "=" .. tostring(v) end,
  __len = function() return 4 end,
})
print(table.concat(proxy, ","), table.unpack(proxy)) print(#proxy)
table.insert(proxy, "x") table.insert(proxy, 2, "y") print(table.remove(proxy)) print(table.remove(proxy, 1)) table.move(proxy, 1, 2, 3)
print(table.concat(log, " "))
print(pcall(table.insert, setmetatable({}, { __len = function() return "x" end }), 1)) print(pcall(table.unpack, setmetatable({}, { __len = function() return 1.5 end })))
print(#setmetatable({}, { __len = function() return "any" end }))
-- next, pairs and changing a table while it is walked.
local sum, count = 0, 0
for k, v in pairs { 1, 2, 3, a = 4, b = 5, [1.5] = 6, [true] = 7 } do sum = sum + v count = count + 1 end
print(sum, count)
local array = {}
for i = 1, 10 do array[i] = i end
for i = 1, 10 do array[i] = nil end
print(next(array), #array, rawlen({ 1, 2 }), rawlen("abc"), rawequal(array, array), rawget(array, 1))
local big = {}
for i = 1, 100000 do big[i] = i end
for i = 100000, 50001, -1 do big[i] = nil end
print(#big, big[50000], big[50001])
local sparse = {}
sparse[1 << 40] = 1 sparse[-1] = 2 sparse[2 ^ 53] = 3
print(sparse[2 ^ 40], sparse[-1.0], sparse[1 << 53], #sparse)
local keys = {}
for _, k in ipairs { "b", "a", "d", "c" } do keys[k] = #k end
local names = {}
for k in pairs(keys) do names[#names + 1] = k end
table.sort(names)
print(line(names))
for i, v in pairs { 10, 20, 30 } do print(i, v) end
for i, v in next, { "x" } do print(i, v) end
print(pcall(pairs)) print(pcall(ipairs)) print(pcall(next, {}, 1)) print(pcall(rawlen, 5)) print(pcall(rawset, {}, nil, 1)) print(pcall(rawget, 1, 1)) print(rawset({}, "k", 1).k)
-- A queue, a stack, a set, a matrix, a linked list, a deep copy.
local Queue = {}
Queue.__index = Queue
function Queue.new() return setmetatable({ first = 1, last = 0 }, Queue) end
function Queue:push(v) self.last = self.last + 1 self[self.last] = v end
function Queue:pop() local v = self[self.first] self[self.first] = nil self.first = self.first + 1 return v end
local q = Queue.new()
for i = 1, 1000 do q:push(i) if i % 3 == 0 then q:pop() end end
print(q:pop(), q:pop(), q.last - q.first + 1)
local function copy(v, seen)
  if type(v) ~= "table" then return v end
  seen = seen or {}
  if seen[v] then return seen[v] end
  local r = {}
  seen[v] = r
  for k, x in pairs(v) do r[copy(k, seen)] = copy(x, seen) end
  return setmetatable(r, getmetatable(v))
end
local original = { 1, { 2, { 3 } }, x = { y = "z" } }
original.self = original
local twin = copy(original)
print(twin ~= original, twin.self == twin, twin[2][2][1], twin.x.y, twin.x ~= original.x)
local matrix = {}
for i = 1, 3 do matrix[i] = {} for j = 1, 3 do matrix[i][j] = i * j end end
print(line(matrix[1]), line(matrix[2]), line(matrix[3]))
local head
for i = 5, 1, -1 do head = { value = i, next = head } end
local node, values = head, {}
while node do values[#values + 1] = node.value node = node.next end
print(line(values))
-- Weak tables lose what nobody else holds.
local weak, cache = setmetatable({}, { __mode = "k" }), setmetatable({}, { __mode = "v" })
local held = {}
weak[held] = "held" weak[{}] = "lost" cache.held = held cache.lost = {} cache.text = "text"
collectgarbage() collectgarbage()
count = 0
for _ in pairs(weak) do count = count + 1 end
print(count, weak[held], cache.held == held, cache.lost, cache.text)
