-- The utf8 library, and UTF-8 in strings.
local text = "aé€😀ñ\u{301}"
print(#text, utf8.len(text), utf8.codepoint(text, 1, -1))
for p, c in utf8.codes(text) do print(p, c, utf8.char(c), ("U+%04X"):format(c)) end
print(utf8.char(72, 228, 8364, 128512), utf8.char(), utf8.char(0):byte(), #utf8.char(0x7FFFFFFF), utf8.charpattern)
for i = -7, 7 do print(i, pcall(utf8.offset, text, i)) end
print(utf8.offset(text, 0, 3), utf8.offset(text, 0, 5), utf8.offset(text, 2, 2), utf8.offset(text, -1), utf8.offset("", 1), utf8.offset("", 2), utf8.offset(text, 0))
print(utf8.len("abc", 2), utf8.len("abc", -1), utf8.len("", 1), utf8.len("abc", 4), utf8.len("aé", 1, 2), utf8.len("aé", 3), utf8.len("x\xff"), utf8.len("\xc3"))
print(pcall(utf8.len, "abc", 5)) print(pcall(utf8.len, "abc", 1, 4)) print(pcall(utf8.codepoint, "abc", 4)) print(pcall(utf8.codepoint, "\xff")) print(pcall(utf8.offset, "é", 1, 2)) print(pcall(utf8.offset, "abc", 1, 6))
print(pcall(utf8.char, -1)) print(pcall(utf8.char, 1 << 31)) print(pcall(utf8.char, "x")) print(pcall(utf8.codes)) print(pcall(utf8.codepoint, "abc", 1, 10)) print(utf8.codepoint("abc", 3, 2))
for _, bad in ipairs { "\x80", "\xc3(", "\xe2\x82", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "ok\xff", "\xe2\x28\xa1", "\xfe" } do
  print(utf8.len(bad), pcall(function() for _ in utf8.codes(bad) do end end))
  print(utf8.len(bad, 1, -1, true), pcall(utf8.codepoint, bad, 1, 1, true))
end
print(utf8.codepoint(utf8.char(0x7FFFFFFF), 1, 1, true), utf8.len("\u{7FFFFFFF}", 1, -1, true), utf8.len("\u{D800}"), utf8.len("\u{D800}", 1, -1, true))
for p, c in utf8.codes("\u{D7FF}\u{10FFFF}") do print(p, c) end
for p, c in utf8.codes("\u{D800}", true) do print(p, c) end
-- Walking, reversing, cutting by characters.
local function reverse(s) local r = {} for _, c in utf8.codes(s) do table.insert(r, 1, utf8.char(c)) end return table.concat(r) end
local function sub(s, i, j) return s:sub(utf8.offset(s, i), (utf8.offset(s, j + 1) or #s + 1) - 1) end
print(reverse("añb€"), sub("aé€😀", 2, 3), sub("aé€😀", 4, 4), sub("abc", 1, 3))
for c in ("aé€"):gmatch(utf8.charpattern) do print(c, #c) end
print(("é"):byte(1, -1)) print("\u{0} \u{7F} \u{80} \u{7FF} \u{800} \u{FFFF} \u{10000} \u{10FFFF}" == table.concat({ utf8.char(0), utf8.char(0x7F), utf8.char(0x80), utf8.char(0x7FF), utf8.char(0x800), utf8.char(0xFFFF), utf8.char(0x10000), utf8.char(0x10FFFF) }, " "))
print(("ÄÖÜ"):lower(), ("äöü"):upper(), ("é"):len(), ("日本語"):sub(1, 3), ("日本語"):find("本"), utf8.len("日本語"))
