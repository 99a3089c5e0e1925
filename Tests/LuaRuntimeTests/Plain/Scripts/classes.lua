-- Objects as people build them: classes, inheritance, mixins, properties, closures, iterators, events.
local function class(parent)
  local c = {}
  c.__index = c
  if parent then
    for k, v in pairs(parent) do if type(k) == "string" and k:sub(1, 2) == "__" and k ~= "__index" then c[k] = v end end
  end
  return setmetatable(c, { __index = parent, __call = function(cls, ...)
    local o = setmetatable({}, cls)
    if cls.init then cls.init(o, ...) end
    return o
  end })
end
local Animal = class()
function Animal:init(name, sound) self.name, self.sound = name, sound end
function Animal:speak() return self.name .. " says " .. self.sound end
function Animal.__tostring(a) return "Animal " .. a.name end
function Animal.__concat(l, r) return tostring(l) .. tostring(r) end
function Animal.__eq(a, b) return a.name == b.name end
local Dog = class(Animal)
function Dog:init(name) Animal.init(self, name, "woof") end
function Dog:fetch(what) return ("%s fetches %s"):format(self.name, what or "nothing") end
local Puppy = class(Dog)
function Puppy:speak() return Dog.speak(self):upper() end
local cat, dog, puppy = Animal("Tom", "meow"), Dog("Rex"), Puppy("Bit")
print(cat:speak(), dog:speak(), puppy:speak(), puppy:fetch("a ball"))
print(tostring(cat), tostring(puppy), cat .. "!", "-> " .. dog, dog .. puppy, dog == Dog("Rex"), dog == puppy)
print(getmetatable(dog) == Dog, getmetatable(dog).__index == Dog, rawget(dog, "speak"), dog.fetch == Dog.fetch)
print(pcall(function() return cat:fetch() end))
-- __index set after setmetatable, and metamethods added later.
local Late = {}
local late = setmetatable({ v = 1 }, Late)
print(late.hello, pcall(function() return late .. "x" end))
Late.__index = Late
function Late.hello() return "hello later" end
Late.__concat = function(a, b) return "concatenated" end
Late.__add = function(a, b) return a.v + b.v end
Late.__len = function() return 99 end
Late.__call = function(self, x) return self.v + x end
print(late.hello(), late .. "x", late + late, #late, late(41))
-- Multiple inheritance by search; mixins by copying; private state in closures.
local function search(k, bases) for i = 1, #bases do local v = bases[i][k] if v ~= nil then return v end end end
local function derive(...)
  local bases, c = { ... }, {}
  c.__index = c
  return setmetatable(c, { __index = function(t, k) local v = search(k, bases) t[k] = v return v end })
end
local Named = { get_name = function(self) return self.name end }
local Account = { balance = 0, deposit = function(self, v) self.balance = self.balance + v end }
local NamedAccount = derive(Account, Named)
local account = setmetatable({ name = "Paul" }, NamedAccount)
account:deposit(100) account:deposit(50)
print(account:get_name(), account.balance, Account.balance, rawget(NamedAccount, "deposit") ~= nil)
local function Stack()
  local items, self = {}, {}
  function self.push(...) for _, v in ipairs { ... } do items[#items + 1] = v end return self end
  function self.pop() return table.remove(items) end
  function self.size() return #items end
  return self
end
local s = Stack().push(1, 2).push(3)
print(s.pop(), s.size(), s.items)
-- Properties, read-only tables, defaults, strict tables, tracking.
local function properties(getters, setters)
  return setmetatable({}, { __index = function(t, k) local g = getters[k] return g and g(t) end,
    __newindex = function(t, k, v) local set = setters[k] if not set then error("property " .. k .. " is read-only", 2) end set(t, v) end })
end
local hidden = 20
local p = properties({ celsius = function() return hidden end, fahrenheit = function() return hidden * 9 / 5 + 32 end }, { celsius = function(_, v) hidden = v end })
p.celsius = 100
print(p.celsius, p.fahrenheit, pcall(function() p.fahrenheit = 1 end))
local function readonly(t) return setmetatable({}, { __index = t, __newindex = function(_, k) error("cannot set " .. tostring(k), 2) end, __len = function() return #t end, __pairs = function() return pairs(t) end, __metatable = "read-only" }) end
local days = readonly { "Mon", "Tue" }
print(days[1], #days, getmetatable(days), pcall(function() days[3] = "x" end)) print(pcall(setmetatable, days, {}))
for i, d in pairs(days) do print(i, d) end
local strict = setmetatable({ known = 1 }, { __index = function(_, k) error("unknown field " .. k, 2) end })
print(strict.known, pcall(function() return strict.unknown end))
local counts = setmetatable({}, { __index = function() return 0 end })
for w in ("the cat the dog the end"):gmatch("%a+") do counts[w] = counts[w] + 1 end
print(counts.the, counts.cat, counts.nothing)
-- Sets with operators.
local Set = {}
Set.__index = Set
function Set.of(...) local r = setmetatable({}, Set) for _, v in ipairs { ... } do r[v] = true end return r end
function Set.__add(a, b) local r = Set.of() for k in pairs(a) do r[k] = true end for k in pairs(b) do r[k] = true end return r end
function Set.__mul(a, b) local r = Set.of() for k in pairs(a) do r[k] = b[k] end return r end
function Set.__len(a) local n = 0 for _ in pairs(a) do n = n + 1 end return n end
function Set.__le(a, b) for k in pairs(a) do if not b[k] then return false end end return true end
function Set.__lt(a, b) return a <= b and not (b <= a) end
function Set.__eq(a, b) return a <= b and b <= a end
function Set.__tostring(a) local l = {} for k in pairs(a) do l[#l + 1] = tostring(k) end table.sort(l) return "{" .. table.concat(l, ", ") .. "}" end
local a, b = Set.of(1, 2, 3), Set.of(2, 3, 4)
print(tostring(a + b), tostring(a * b), #(a + b), a <= b, a * b <= a, a * b < a, a == Set.of(3, 2, 1), a ~= b, a >= Set.of(1))
-- Events and iterators.
local emitter = { handlers = {} }
function emitter:on(name, f) self.handlers[name] = self.handlers[name] or {} table.insert(self.handlers[name], f) return self end
function emitter:emit(name, ...) for _, f in ipairs(self.handlers[name] or {}) do f(...) end end
emitter:on("x", function(...) print("first", ...) end):on("x", function(v) print("second", v) end):emit("x", 1, nil)
local function range(n, m, step) local i = n - (step or 1) return function() i = i + (step or 1) if i <= m then return i end end end
local function map(it, f) return function() local v = it() if v ~= nil then return f(v) end end end
local function filter(it, f) return function() for v in it do if f(v) then return v end end end end
local out = {}
for v in map(filter(range(1, 20), function(v) return v % 3 == 0 end), function(v) return v * v end) do out[#out + 1] = v end
print(table.concat(out, " "))
local function chars(s) return function(str, i) i = i + 1 if i <= #str then return i, str:sub(i, i) end end, s, 0 end
for i, c in chars("abc") do print(i, c) end
