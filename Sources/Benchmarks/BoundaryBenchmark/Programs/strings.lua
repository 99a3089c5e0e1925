-- Text: patterns, formats, pieces.
local count = 0
for i = 1, 60000 do
  local line = string.format("server-%05d;10.0.%d.%d;%s", i, i // 256 % 256, i % 256, i % 3 == 0 and "windows" or "linux")
  local name, address, system = line:match("^([^;]+);([%d.]+);(%a+)$")
  if system == "windows" then count = count + #name end
  for part in address:gmatch("%d+") do count = count + tonumber(part) end
  count = count + #line:upper():gsub("SERVER", "host") + (line:find("linux", 1, true) or 0) + line:byte(3)
  count = count + #(line:rep(3, "|")) + #line:sub(3, -3)
end
return count
