-- Loops, goto, scopes, and what counts as true.
local function list(from, to, step)
  local t = {}
  for i = from, to, step or 1 do t[#t + 1] = tostring(i) end
  return #t == 0 and "none" or table.concat(t, " ")
end
print(list(1, 5, 1), list(5, 1, 1), list(5, 1, -2), list(1, 2, 0.5), list(1, 0), list(0.1, 0.35, 0.1))
print(list(math.maxinteger - 2, math.maxinteger), list(math.mininteger + 1, math.mininteger, -1))
print(list(1, 3.9), list(1.0, 3), list(3, 1.5, -1), list(1, -math.huge, -math.maxinteger), list("1" + 0, 2))
print(pcall(list, 1, 10, 0), pcall(list, "a", 1), pcall(list, 1, {}), pcall(list, 1, 2, "x"))
for i = 1, 3 do local j = i i = 10 print(i, j) end

-- goto: continue, nested breaks, retry, closures in loops.
for i = 1, 6 do
  if i % 2 == 0 then goto continue end
  print("odd", i)
  ::continue::
end
for i = 1, 3 do
  for j = 1, 3 do
    if i * j == 4 then print("found", i, j) goto out end
  end
end
::out::
do
  local tries = 0
  ::retry::
  tries = tries + 1
  if tries < 4 then goto retry end
  print("tries", tries)
end
do
  local fs, i = {}, 1
  ::again::
  do
    local here = i
    fs[i] = function() here = here + 1 return here end
    i = i + 1
    if i <= 3 then goto again end
  end
  print(fs[1](), fs[1](), fs[2](), fs[3]())
end
do
  goto skip
  do print("never") end
  ::skip:: ::also:: print("skipped")
end
for _, text in ipairs {
  "goto nowhere", "do goto inner end do ::inner:: end", "goto f local x ::f:: print(x)", "::a:: ::a::", "break",
  "for i = 1, 2 do end break", "local x <const> = 1; x = 2", "local x <odd> = 1", "return return", "x =", "local function end",
  "if x then", "for i = 1 do end", "f(", "a.b:c = 1", "'unfinished", "[[unfinished", "x = 0x", "x = 1e", "x = 3..2", "'\\q'",
  "'\\300'", "'\\u{110000000}'", "--[==[ open", "::l:: goto l; ::l::", "return ...", "function f() return ... end", "x = }",
  "local a <close>, b <close> = 1, 2", "1 = x", "(f) = 1", "f() = 1", "and", "x = = y", "goto = 1", "local 1", "@",
} do
  print(text, select(2, load(text, "=text")))
end

-- while, repeat with its own scope, numeric edge cases, early exits.
local n = 0
while true do
  n = n + 1
  if n > 100 then break end
end
print(n)
repeat local done = n > 105 n = n + 1 until done
print(n)
local function find(t, wanted)
  for i, v in ipairs(t) do if v == wanted then return i end end
  return nil, "not there"
end
print(find({ "a", "b" }, "b"), find({ "a" }, "z"))
for i, v in ipairs { 1, 2, nil, 4 } do print("ipairs", i, v) end
for i, v in ipairs(setmetatable({}, { __index = function(_, i) if i <= 3 then return i * i end end })) do print(i, v) end
for k in pairs {} do print("never", k) end
local removed = { 1, 2, 3, 4, 5, 6 }
for k, v in pairs(removed) do if v % 2 == 0 then removed[k] = nil end end
local left = {}
for k in pairs(removed) do left[#left + 1] = k end
table.sort(left)
print(table.concat(left, ","))
print(pcall(next, {}, "nothing"), next({}), next({ 10 }), type(next))

-- Truth.
for _, v in ipairs { 0, "", "false", 0 / 0 == 0 / 0, true } do print(tostring(v), v and "true" or "false", not v) end
print(nil and 1, false or nil, 1 and 2, nil or false, false and nil, 1 or error("no"), nil and error("no"))
print(not nil == true, not 0, 1 == 1.0, "1" == 1, 0 == -0, "a" < "b", "Z" < "a", "" < "a", "a\0b" < "a\0c")
print(1 < 2 == true, "abc" == "abc", 2 ^ 3 ^ 2, -2 ^ 2, not 1 == 2, 1 .. 2 == "12", "a" .. "b" == "ab" and "yes")
print(7 // 2 * 2 + 7 % 2, 1 << 2 + 1, 5 & 3 | 8 ~ 1, "10" + 5, "0x10" * 1, "3" * "4", 10 .. "", -"2", "1e1" + 0)

-- Multiple assignment happens at once.
local i, t = 1, {}
i, t[i] = i + 1, 20
print(i, t[1], t[2])
local a, b, c = (function() return 1, 2 end)()
a, b, c = b, a
print(a, b, c)
do local a, a = 1, 2 print(a) end
local s = [[
first line is dropped
]] .. [==[a ]] b]==] .. "\z
      joined \x41\65\u{48}\u{20AC}" .. 'quote "in" quote' .. "\
new line"
print(s, #s)
print(#"\0\0", "a\tb\\n\"", '\'', "\065\10\z   x")
print(0xff, 0xA.8p1, 1e2, .5, 3., 0x.1p4, 1E-2, 9007199254740993, 0xffffffffffffffff, 1e308 * 10, 100000000000000000000)
