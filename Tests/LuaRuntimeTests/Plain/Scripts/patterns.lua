-- Patterns: find, match, gmatch and gsub.
local function show(...) print(...) end
show(("hello world"):find("o w"), ("hello"):find("l"), ("hello"):find("xyz"), ("hello"):find(""), ("hello"):find("", 10), ("hello"):find("", 6))
show(("a.b"):find(".", 1, true), ("a.b"):find("%."), ("a+b"):find("+", 1, true), ("aXb"):find("%u"), ("hello"):find("l", -2), ("hello"):find("h", -100))
show(("key = value"):match("^(%w+)%s*=%s*(%w+)$"))
show(("2024-02-29"):match("(%d+)-(%d+)-(%d+)"))
show(("  trim me  "):match("^%s*(.-)%s*$") .. "|", ("x"):match("()"), ("abc"):match("()b()"))
show(("f(a(b)c)d"):match("%b()"), ("[[x]]"):match("%b[]"), ("((("):match("%b()"))
show(("THE (quick) fox"):find("%((%a+)%)"))
show(("THE (quick) fox"):gsub("%f[%a]%a+", string.lower))
show(("hello"):gsub("", "-"), ("hello"):gsub("l", "L", 1), ("hello"):gsub("l", "L", 0), ("abc"):gsub("%w", "%0%0"))
show(("hello world"):gsub("(%w+) (%w+)", "%2 %1"), ("abc"):gsub("b", "%%"), ("x y"):gsub("%s", { [" "] = "_" }))
show(("$name is $age, $other"):gsub("%$(%w+)", { name = "Ann", age = 42, other = false }))
show(("abc"):gsub(".", function(c) if c == "b" then return nil end return c:byte() .. "," end))
show(("abc"):gsub("(a)(b)(c)", function(...) return select("#", ...) .. table.concat({ ... }, ".") end))
show(("x = 1, y = 2"):gsub("(%w+) = (%w+)", "%2 = %1"))
show(("abc def"):gsub("^%w", "X"), ("aaa"):gsub("^a", "b"), ("a^b"):gsub("%^", "v"), ("cost $5"):gsub("%$", "USD "))
show(("one;two;;four"):gsub(";;", ";nil;"), ("a,b,c"):gsub(",", "%%2c"))
for k, v in ("a=1, bb=22, ccc=333"):gmatch("(%w+)=(%w+)") do print(k .. ":" .. v) end
for w in ("one two  three"):gmatch("%a+") do print(w) end
for p in ("abc"):gmatch("()") do print(p) end
for a, b in ("abcd"):gmatch("(.)(.)") do print(a, b) end
for w in ("a,b,,c"):gmatch("([^,]*)") do print("[" .. w .. "]") end
for w in ("hello"):gmatch("l", 4) do print("from four", w) end
for w in ("^a^a"):gmatch("^a") do print("anchored", w) end
-- Classes, sets, repetitions.
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
all = table.concat(all)
for class in ("acdglpsuwxACDGLPSUWX"):gmatch(".") do
  local found, count = all:gsub("%" .. class, "")
  print(class, count, #found, (all:match("%" .. class .. "+") or ""):byte(1, 3))
end
for _, p in ipairs { "[a-c]", "[^a-c]", "[%a_]", "[]]", "[^]]", "[a-]", "[%-x]", "[%]]", "[a%-z]", "[.]", "[%d%s]", "[^%s]" } do
  print(p, ("xab-]c_. 9z"):gsub(p, "#"))
end
for _, p in ipairs { "a*", "a+", "a-", "a?", "a*b", "a-b", "a?b", "^a-$", "a*$", ".*", ".-", ".+b", "%w-%s" } do
  print(p, ("aaab aab"):find(p))
end
show(("\0a\0"):find("\0", 2), ("\0a\0"):gsub("%z", "Z"), ("a\0b"):match("a%zb"), ("a\0b"):find("[\0]"))
show(("aXbXc"):match("(.*)X"), ("aXbXc"):match("(.-)X"), ("<<a>>"):match("<(.-)>"), ("<<a>>"):match("<([^<>]*)>"))
show(("abab"):match("(ab)%1"), ("abcabd"):match("(a)(b)c%1%2"), ("'it' \"is\""):match("(['\"])(.-)%1"))
show(("  x"):find("^%s*"), ("x"):find("^x$"), ("xx"):find("^x$"), ("a\nb"):match("a.b") ~= nil)
show(("THE (quick) fox"):find("%f[%a]%a+%f[%A]"), ("foo.bar"):match("%f[%w]%w+$"), ("x"):find("%f[%z]"))
show(("0123456789"):match("((((((((((.))))))))))"))
show(("ab12cd"):match("%a+(%d+)(%a*)"), ("é"):match("[\x80-\xff]+") ~= nil, ("näh"):gsub("[\xc3][\x80-\xbf]", "?"))
-- Errors.
for _, p in ipairs { "[a", "%", "(", ")", "(()", "%f", "%b", "%bx", "[%", "[]", "[^]", "%1", "(%1)", "(a)%2", ("(a)"):rep(33), "[a%", "%f[" } do
  print(#p > 20 and "many" or p, pcall(string.find, "aaa", p))
end
for _, r in ipairs { "%2", "%x", "%", "%0", "%1" } do print(r, pcall(string.gsub, "a", "a", r)) end
print(pcall(string.gsub, "a", "a")) print(pcall(string.gsub, "a", "a", true)) print(pcall(string.gsub, "a", "a", function() return {} end))
print(pcall(string.gsub, "a", "a", { a = {} })) print(pcall(string.rep)) print(pcall(string.find, "a")) print(pcall(string.find, {}, "a"))
print(pcall(string.gmatch, "a")) print(pcall(string.match, "a", "a", "x")) print(pcall(("x").rep, "x", "y")) print(pcall(string.gsub, "", "", "", "x"))
print(pcall(function() return ("x"):bad() end)) print(pcall(function() return ("x"):rep({}) end)) print(pcall(function() return #("x"):rep(1e10) end))
-- A long text, deep and shallow.
local long = ("word "):rep(20000)
print(select(2, long:gsub("%w+", "%0")), #long:gsub(" ", ""), long:find("x"), #long:match(".*"), #long:match("^(.-)$"))
print(pcall(string.match, ("x"):rep(3000), ("x?"):rep(10) .. "y"), pcall(string.find, ("("):rep(1000), ("%("):rep(250)))
print(pcall(string.match, ("a"):rep(250), ("(a?)"):rep(30) .. ("a"):rep(10)))
print(#("x"):rep(220000):gsub("x", "yy"), ("a"):rep(10):gsub("a", "%0", 3))
