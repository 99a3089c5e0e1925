-- string.format with every conversion, width and precision.
local function show(format, ...) print(format, pcall(string.format, format, ...)) end
for _, n in ipairs { 0, 1, -1, 42, -12345, math.maxinteger, math.mininteger } do
  print(("%d|%5d|%-8d|%+d|% d|%05d|%.3d|%i"):format(n, n, n, n, n, n, n, n))
  print(("%u|%x|%X|%#x|%o|%#o|%20x"):gsub("%%u", "%%d"):format(n, n, n, n, n, n, n))
end
for _, n in ipairs { 0.0, -0.0, 1.5, -2.25, 1e15, 1e16, 1e100, -1e-100, 1 / 3, 123456.789, 1 / 0, -1 / 0, 5e-324, 2 ^ 53 } do
  print(("%f|%.0f|%10.2f|%-10.1f|%+.3f|%e|%.2E|%g|%.3g|%#g|%G"):format(n, n, n, n, n, n, n, n, n, n, n))
  print(("%a|%.3a|%A|%20a|%+a|%q"):format(n, n, n, n, n, n))
  print(n, tostring(n), n .. "")
end
print((tostring(0 / 0):gsub("-", "")), (("%.1f"):format(0 / 0):gsub("-", "")), ("%q"):format(0 / 0))
print(("%d"):format(3.0), ("%d"):format("10"), ("%x"):format("0x1F"), ("%s"):format(12), ("%5.1f|"):format("2.25"))
for _, v in ipairs { 3.5, "x", {}, true, "1e2", 2 ^ 63 } do
  local ok, message = pcall(string.format, "%d", v)
  print(ok, message)
end
print(("%c%c%c"):format(76, 117, 97), #("%c"):format(0), ("[%3c][%-3c]"):format(65, 66))
print(("[%s][%10s][%-10s][%.2s][%10.3s]"):format("text", "text", "text", "text", "text"))
print(("%s %s %s %s"):format(nil, true, 1, 1.0), ("%s"):format(setmetatable({}, { __tostring = function() return "mine" end })))
print(("[%5s]"):format(setmetatable({}, { __tostring = function() return "abc" end })))
print(pcall(string.format, "%s", setmetatable({}, { __tostring = function() return 7 end })))
print(#("%s"):format(("x"):rep(1000)), #("%99.99f"):format(1e50), #("%.99f"):format(1 / 3), #("%s"):format("a\0b"))
print(pcall(string.format, "%10s", "a\0b"))
print(("%q"):format('line\none "quoted" \\ back\0zero \1232 \r tab\t \200'))
for _, v in ipairs { 1, -7, math.mininteger, 1.5, 0.1, 1e300, true, false, "", 1 / 0, -1 / 0 } do
  local text = ("%q"):format(v)
  print(text, load("return " .. text)() == v)
end
print(("%q"):format(nil), pcall(string.format, "%q", {}))
print(pcall(string.format, "%10q", "x"))
print(("%%|%5s%%"):format("x"))
show("%y", 1) show("%", 1) show("%d") show("%s") show("%0100d", 1) show("%10.123f", 1) show("%#s", "x") show("%+s", "x")
show("% s", "x") show("%05s", "x") show("%.20s", ("x"):rep(30)) show("%-#10x", 255) show("%ld", 1) show("%*d", 3, 1)
show("%5", 1) show("%a", 1) show("%.14g", 0.1) show("%.17g", 0.1) show("%i", -3) show("%-5d|", 3) show("%p", 1) show("%10p|", true)
show("%c", "x") show("%c", 65.5) show("%.3q", "x") show("%d", "1.5") show("%d", "0x7fffffffffffffff") show("%.3d", 5)
print(("%p"):format({}) == ("%p"):format({}), ("%p"):format("a") == ("%p"):format("a"), ("%p"):format(print):sub(1, 2))
-- Numbers as text and back.
for _, text in ipairs {
  "10", " 10 ", "10x", "", " ", "0x", "0x10", "-0x10", "+5", "- 5", "1e", "1e5", "1E+5", "0x1p4", "0x.8", ".5", "5.", ".", "1_000",
  "inf", "nan", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0xffffffffffffffffff", "1e400", "1\0", "٣",
  "\t7\n", "0b1", "1..2", "0x1.8", "1e-400", "0x1P-2", "00012",
} do
  local n = tonumber(text)
  print(text, n, math.type(n))
end
for base, text in pairs { [2] = "1011", [8] = "777", [16] = "fF", [36] = "zZ" } do
  if base == 2 then print(tonumber(text, base)) end
end
print(tonumber("z", 36), tonumber("Zz", 36), tonumber("8", 8), tonumber("-ff", 16), tonumber(" 11 ", 2), tonumber("", 10), tonumber("1e1", 16))
print(pcall(tonumber), pcall(tonumber, "1", 1), pcall(tonumber, "1", 37), pcall(tonumber, 1, 10), tonumber(nil))
print(tonumber({}), tonumber(true), tonumber("7fffffffffffffff", 16), tonumber("ffffffffffffffffff", 16))
print(tostring(3) == "3", tostring(3.0), tostring(-0.0), 1e15, 1e14, 123456789012345678, 0.1 + 0.2, 100 // 1e0, 1e15 + 0.5)
print(2 ^ 31, 2 ^ 63, 2 ^ 64, -2 ^ 63, math.maxinteger + 0.0, 3 | 0, 1e3 // 1, 7.0 % 2)
