-- os.date and os.time with times that are given; "!" is universal time.
local times = { 0, 1, 86399, 86400, 951782400, 1078012800, 1700000000, 2147483647, 2147483648, 4102444800, -2, -86400 * 365 }
for _, t in ipairs(times) do
  print(t, os.date("!%Y-%m-%d %H:%M:%S", t), os.date("!%a %A %b %B %d %j %U %w %W %y %p %I %M", t), os.date("!%c|%x|%X|%D|%F|%T|%R|%e|%n%t%%", t))
  print(os.date("!%C %g %G %h %u %V %r", t), os.date("!%Ec %EC %Ex %EX %Ey %EY %Od %OH %OI %Om %OM %OS %Ou %OU %OV %Ow %OW %Oy", t))
  local d = os.date("!*t", t)
  print(d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, d.isdst)
end
print(os.date("!", 0) == "", os.date("!text %% more", 0), os.date("!%H:%M", 3600.0), os.date("!%Y", "86400"))
for _, f in ipairs { "%Q", "%E", "%Ez", "%O", "%", "%5d", "%J", "%i", "!%k" } do print(f, pcall(os.date, f, 0)) end
print(pcall(os.date, "*t", {})) print(pcall(os.date, "!%Y", 1.5)) print(pcall(os.date, "!*t", 1 << 60)) print(pcall(os.date, {}))
-- os.time reads a table in local time, corrects its fields, and is the inverse of os.date.
for _, t in ipairs(times) do
  local d = os.date("*t", t)
  print(t, os.time(d) == t, os.time { year = d.year, month = d.month, day = d.day, hour = d.hour, min = d.min, sec = d.sec } == t)
end
local d = { year = 2024, month = 14, day = -3, hour = 30, min = -61, sec = 3600 }
local t = os.time(d)
print(d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, os.date("%Y-%m-%d %H:%M:%S", t))
local leap = os.time { year = 2024, month = 2, day = 29, hour = 12 }
print(os.date("%Y-%m-%d %H", leap), os.date("%d.%m.", leap + 86400), os.time { year = 2024, month = 3, day = 1 } - os.time { year = 2024, month = 2, day = 28 })
print(os.time { year = 2000, month = "1", day = "01", hour = 0 } == os.time { year = 2000, month = 1, day = 1, hour = 0 }, os.difftime(10, 4), os.difftime(1.5 // 1, 3))
for _, bad in ipairs {
  {}, { year = 2000 }, { year = 2000, month = 1 }, { year = "x", month = 1, day = 1 }, { year = 2000, month = 1.5, day = 1 }, { year = 1 << 40, month = 1, day = 1 },
  { year = 2000, month = 1, day = {} }, { year = 2000, month = 1, day = 1, hour = "?" }, { year = 2000, month = 1 << 35, day = 1 },
} do
  print(pcall(os.time, bad))
end
print(pcall(os.time, "x")) print(pcall(os.difftime)) print(pcall(os.difftime, "x", 1))
print(math.type(os.time()), type(os.clock()), type(os.date()), type(os.date("*t").year), os.time() > 0, os.clock() >= 0)
-- Calendars without the library: days since 1970 by arithmetic.
local function days(y, m, d)
  if m <= 2 then y = y - 1 end
  local era = y // 400
  local yoe = y - era * 400
  local doy = (153 * (m + (m > 2 and -3 or 9)) + 2) // 5 + d - 1
  return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468
end
for _, day in ipairs { { 1970, 1, 1 }, { 2000, 2, 29 }, { 2024, 12, 31 }, { 1969, 12, 31 }, { 2100, 3, 1 } } do
  local n = days(table.unpack(day))
  print(n, os.date("!%Y %m %d", n * 86400))
end
