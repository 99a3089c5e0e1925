-- The rest of the string library, comparison, concatenation, packing.
local s = "Hello, Wörld"
print(#s, s:upper(), s:lower(), s:reverse():reverse() == s, s:len(), s:byte(), s:byte(-1), s:byte(100))
print(s:sub(1, 5), s:sub(-5), s:sub(3), s:sub(0), s:sub(-100, 3), s:sub(5, 2) == "", s:sub(2, -2), s:sub(math.mininteger, math.maxinteger) == s)
print(("abc"):byte(1, -1), ("abc"):byte(2, 10), ("abc"):byte(0), ("").byte(""), string.char(72, 105), string.char() == "")
print(("ab"):rep(3), ("ab"):rep(3, "-"), ("ab"):rep(1, "-"), ("ab"):rep(0) == "", ("ab"):rep(-1) == "", ("x"):rep(0, "y") == "", (""):rep(1000000) == "")
print("a" .. 1 .. 2.0 .. -3, 1 .. "", "x" .. "" .. "y", ("%s"):rep(2):format(1, 2), (("a"):rep(3, 1)))
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "\0", "a\0a" < "a\0b", "Z" < "a", "10" < "9", "é" > "z")
print(#"€", ("€"):byte(1, -1), "\u{20AC}" == "€", "\xE2\x82\xAC" == "€", "\226\130\172" == "€")
print(s:find("W"), s:find("ö"), s:upper():lower() == s:lower(), ("x"):rep(5, ", "))
local text = {}
for i = 1, 100 do text[i] = tostring(i) end
print(#table.concat(text), table.concat(text, ",", 95), table.concat({}, "x") == "", table.concat({ 1, 2.5, "x" }, "-"))
print(pcall(string.char, 256)) print(pcall(string.char, -1)) print(pcall(string.char, "x")) print(pcall(string.rep, "x", 1 << 40)) print(pcall(string.sub))
print(pcall(string.byte, ("x"):rep(10), 1, 1e100)) print(pcall(string.upper)) print(pcall(string.len, nil)) print(pcall(string.rep, "x", 1.5))
print(pcall(function() return "a" .. {} end)) print(pcall(function() return "a" .. nil end)) print(pcall(function() return "a" < 1 end))
print(pcall(function() return "abc" + 1 end)) print(pcall(function() return "10" + 1 end)) print("10" // "3", "7" % 4, -"3.0", "2" ^ "3")
print(("x").y, ("x").len == string.len, #("x"):rep(3), ("%d"):format(3), ("a,b"):find(","))
print(math.type(3), math.type("3"), tostring("x") == "x", type(s), s == "Hello, W\u{F6}rld")
-- Strings as keys: short and long ones are the same when they are equal.
local long1, long2 = ("k"):rep(100), ("k"):rep(50) .. ("k"):rep(50)
local t = { [long1] = "found", [1] = "one", [1.0] = "float one", ["1"] = "text" }
print(t[long2], t[1], t["1"], t[2 - 1], rawequal(long1, long2), long1 == long2)
-- Packing.
local function hex(b) return (b:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
for _, f in ipairs { "b", "B", "h", "H", "i4", "I4", "l", "j", "J", "T", "i3", "I7", "i16", "<i2", ">i2", "=i4", "!4 i1 i4", "!8 b Xd d" } do
  print(f, pcall(function() return hex(string.pack(f, 100, 3)) end))
end
print(hex(string.pack("<f", 1.5)), hex(string.pack(">d", -2.25)), hex(string.pack("<n", 0.1)), hex(string.pack("z", "hi")), hex(string.pack("s1", "hi")))
print(hex(string.pack("s", "abc")), hex(string.pack("c5", "abc")), hex(string.pack("<s2 >s2", "a", "b")), hex(string.pack("x x b", 1)))
print(string.unpack("<i2", "\1\2"), string.unpack(">i2", "\1\2"), string.unpack("<i2", "\255\255"), string.unpack("<I2", "\255\255"))
print(string.unpack("z s1 c3 b", string.pack("z s1 c3 b", "zero", "len", "fix", -5)))
print(string.unpack("<i4", string.pack("<i4", -70000)), string.unpack("<d", string.pack("<d", 1e-10)), string.unpack("b", "\1\2\3", 2), string.unpack("b", "\1\2\3", -1))
print(string.packsize("i4 i8"), string.packsize("<!8 b d"), string.packsize("c10 b"), string.packsize("!4 i1 !4 i4"), string.packsize(""))
for _, case in ipairs {
  { "i1", 200 }, { "I1", -1 }, { "i17", 1 }, { "i0", 1 }, { "c2", "abc" }, { "z", "a\0b" }, { "s1", ("x"):rep(300) }, { "y", 1 }, { "b", "x" },
  { "!3 i4", 1 }, { "Xz", 1 }, { "b" }, { "c", "x" }, { "i4", 1 << 40 }, { "!17" },
} do
  print(case[1], pcall(string.pack, table.unpack(case)))
end
for _, case in ipairs { { "i4", "abc" }, { "z", "abc" }, { "s1", "\5ab" }, { "b", "a", 5 }, { "b", "a", 0 }, { "I16", ("\255"):rep(16) }, { "i9", ("\127"):rep(9) } } do
  print(case[1], pcall(string.unpack, table.unpack(case)))
end
print(pcall(string.packsize, "s")) print(pcall(string.packsize, "z")) print(pcall(string.packsize, "c2147483647 c2147483647")) print(string.unpack("<I3", "\1\2\3"))
print(string.unpack("<j", string.pack("<j", math.mininteger)), string.unpack(">I8", ("\255"):rep(8)), string.unpack("<i16", string.pack("<i16", -3)))
