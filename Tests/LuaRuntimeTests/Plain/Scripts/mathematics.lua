-- Integers, floats, and the math library.
print(math.pi, math.huge, -math.huge, math.maxinteger, math.mininteger, math.maxinteger + 1 == math.mininteger, math.mininteger // -1, math.mininteger % -1)
local numbers = { 7, -7, 7.5, -7.5, 3, -3, 0.5, 2 ^ 53, 1e308, -0.0 }
for _, a in ipairs(numbers) do
  for _, b in ipairs { 2, -2, 3, 0.5, -0.7, math.huge, -math.huge } do
    print(a, b, a // b, a % b, math.fmod(a, b), a / b)
  end
end
print(1 // 0.0, -1 // 0.0, 1 % math.huge, -1 % math.huge, 1 % -math.huge, 5.3 % 0.1 < 0.1, 0.0 / 1 == -0.0)
print(pcall(function() return 1 // 0 end)) print(pcall(function() return 1 % 0 end)) print(pcall(math.fmod, 1, 0)) print((tostring(math.fmod(1, 0.0)):gsub("-", "")))
print(3 & 5, 3 | 5, 3 ~ 5, ~0, ~5, 1 << 62, 1 << 63, 1 << 64, 1 << -1, 2 >> 1, -1 >> 60, -1 >> 64, -1 << 1, 1 >> -2, 0xff ~ 0x0f, 3.0 & 1)
print(1 << math.maxinteger, 1 >> math.mininteger, -1 >> 1, ~math.mininteger == math.maxinteger, (1 << 63) - 1, 5 // 0.3, -5 // 3, 5 // -3, -5 % 3, 5 % -3)
for _, f in ipairs {
  function() return 1.5 & 1 end, function() return "7" & 3 end, function() return 3 | "0x10" end, function() return "a" & 1 end, function() return {} & 1 end, function() return 2 ^ 63 | 0 end, function() return "1.5" | 0 end,
  function() return 1 << {} end, function() return ~1.5 end, function() return ~"x" end, function() return math.huge | 0 end, function() return nil + 1 end, function() return -nil end,
  function() return 1 < "1" end, function() return {} <= {} end, function() local x = "a" return x * 2 end, function() return math.floor("x") end,
} do
  print(pcall(f))
end
print(1 == 1.0, 1 < 1.5, math.maxinteger < math.maxinteger + 0.0, math.maxinteger + 0.0 == 2 ^ 63, math.maxinteger == 2 ^ 63, math.mininteger == -2 ^ 63, 2 ^ 53 == 2 ^ 53 + 1, (1 << 53) + 1 == 2 ^ 53)
print(math.maxinteger < 2 ^ 63, math.maxinteger <= 2 ^ 63, math.mininteger <= -2 ^ 63, 1 < math.huge, -math.huge < math.mininteger, 0 / 0 ~= 0 / 0, 1 < 0 / 0, 1 > 0 / 0)
print(math.abs(-5), math.abs(math.mininteger), math.abs(-0.0), math.ceil(1.2), math.ceil(-1.2), math.floor(1.8), math.floor(-1.2), math.floor(1e100), math.ceil(5), math.floor(-0.0))
print(math.max(1, 2.5, -1), math.max(3, 3.0), math.min(2, 1, 1.0), math.max(-0.0, 0), pcall(math.max)) print(pcall(math.min, "x", 1)) print(math.max("10"), math.min(1)) print(pcall(math.max, "10", 9))
print(math.sqrt(16), math.sqrt(2), math.exp(0), math.exp(1), math.log(1), math.log(8, 2), math.log(100, 10), math.log(27, 3), math.log(2), math.log(1024, 2), math.log(0))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan(1, 0), math.atan(-1, -1), math.atan(0, -1), math.deg(math.pi), math.rad(180))
print(math.modf(3.7), math.modf(-3.7), math.modf(5), math.modf(math.huge), math.modf(-math.huge), math.fmod(-6, 4), math.fmod(6, -4), math.fmod(math.mininteger, -1), math.fmod(5.5, 2))
print(math.tointeger(3.0), math.tointeger(3.5), math.tointeger("8"), math.tointeger("x"), math.tointeger({}), math.tointeger(2 ^ 63), math.type(1), math.type(1.0), math.type("1"), pcall(math.type))
print(math.ult(1, -1), math.ult(-1, 1), math.ult(1, 2), math.ult(2, 2))
-- Overflow wraps, conversion is exact.
print(math.maxinteger * 2, math.mininteger - 1, math.maxinteger * math.maxinteger, -math.mininteger, 1e18 // 1, 2 ^ 62 // 1 | 0, 1e15 | 0, 123456789 * 987654321, 3 * 0x7fffffffffffffff)
for i = 1, 64, 9 do print(1 << i, (1 << i) - 1, 2 ^ i, 2.0 ^ -i, (1 << i) // 3, -(1 << i) // 3, (1 << i) % 7) end
print(0.1 + 0.2 == 0.3, 0.1 + 0.2, 1 / 3, 100 * 1.1, 1e16 + 1, 3 - 2.9, 1e300 * 1e10, -1e300 * 1e10, 2 ^ 0.5, (-8) ^ (1 / 3) ~= (-8) ^ (1 / 3), 10 // 3.0, 2 ^ -1074)
print(255 // 1 | 0, "0x7fffffffffffffff" + 0, "0xffffffffffffffff" + 0, "9223372036854775808" + 0, 9223372036854775807, 9223372036854775808, -9223372036854775808, 0x7fffffffffffffff + 1)
-- Random numbers: the same after the same seed.
math.randomseed(42)
local first = {}
for i = 1, 5 do first[i] = math.random(1000) end
math.randomseed(42)
for i = 1, 5 do if math.random(1000) ~= first[i] then print("different") end end
print(table.concat(first, " "), math.random(), math.random(5, 7), math.random(0), math.random(math.mininteger, math.maxinteger))
math.randomseed(1, 2)
print(math.random(10), math.random(3), math.random(-5, 5), math.random(1), math.random(7, 7))
print(pcall(math.random, 0.5)) print(pcall(math.random, 2, 1)) print(pcall(math.random, 1, 2, 3)) print(pcall(math.random, "x")) print(math.random("3") <= 3)
for i = 1, 1000 do local r = math.random() if r < 0 or r >= 1 then print("out of range", r) end end
-- Some classic algorithms.
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
local function power(b, e, m) local r = 1 b = b % m while e > 0 do if e & 1 == 1 then r = r * b % m end b = b * b % m e = e >> 1 end return r end
print(gcd(1071, 462), gcd(2 ^ 40 | 0, 6 ^ 10 | 0), power(3, 1000, 1000007), power(2, 1 << 20, 999983))
local sieve, primes = {}, {}
for i = 2, 200 do if not sieve[i] then primes[#primes + 1] = i for j = i * i, 200, i do sieve[j] = true end end end
print(#primes, table.concat(primes, " "))
local x = 1
for _ = 1, 20 do x = x - (x * x - 2) / (2 * x) end
print(x, x * x, ("%.17g"):format(x))
