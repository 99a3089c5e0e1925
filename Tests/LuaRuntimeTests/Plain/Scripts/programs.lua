-- Whole programs: a JSON codec, queens, a calculator, life, heaps, text.
local json = {}
do
  local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t" }
  function json.encode(v)
    local t = type(v)
    if t == "table" then
      local out = {}
      if #v > 0 or next(v) == nil then
        for i, x in ipairs(v) do out[i] = json.encode(x) end
        return "[" .. table.concat(out, ",") .. "]"
      end
      local keys = {}
      for k in pairs(v) do keys[#keys + 1] = k end
      table.sort(keys)
      for i, k in ipairs(keys) do out[i] = ("%s:%s"):format(json.encode(k), json.encode(v[k])) end
      return "{" .. table.concat(out, ",") .. "}"
    elseif t == "string" then
      return '"' .. v:gsub('[%c"\\]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
    end
    return tostring(v)
  end
  function json.decode(s)
    local value
    local function fail(i, what) error(("%s at %d"):format(what, i), 0) end
    local function skip(i) return s:match("^%s*()", i) end
    local function text(i)
      local out = {}
      while true do
        local plain, stop = s:match('^([^"\\]*)()', i)
        out[#out + 1] = plain
        local c = s:sub(stop, stop)
        if c == '"' then return table.concat(out), stop + 1 elseif c == "" then fail(i, "unfinished string") end
        local e = s:sub(stop + 1, stop + 1)
        if e == "u" then
          out[#out + 1] = utf8.char(tonumber(s:sub(stop + 2, stop + 5), 16))
          i = stop + 6
        else
          out[#out + 1] = ({ n = "\n", t = "\t", r = "\r", b = "\b", f = "\f" })[e] or e
          i = stop + 2
        end
      end
    end
    local function items(i, close, read)
      i = skip(i)
      if s:sub(i, i) == close then return i + 1 end
      while true do
        i = skip(read(skip(i)))
        local c = s:sub(i, i)
        i = i + 1
        if c == close then return i elseif c ~= "," then fail(i - 1, "expected , or " .. close) end
      end
    end
    function value(i)
      local c = s:sub(i, i)
      if c == "{" then
        local t = {}
        return t, items(i + 1, "}", function(j)
          if s:sub(j, j) ~= '"' then fail(j, "expected a key") end
          local k, after = text(j + 1)
          after = skip(after)
          if s:sub(after, after) ~= ":" then fail(after, "expected :") end
          local v, rest = value(skip(after + 1))
          t[k] = v
          return rest
        end)
      elseif c == "[" then
        local t = {}
        return t, items(i + 1, "]", function(j) local v, rest = value(j) t[#t + 1] = v return rest end)
      elseif c == '"' then
        return text(i + 1)
      end
      local word, after = s:match("^(%a+)()", i)
      if word == "true" then return true, after elseif word == "false" then return false, after elseif word == "null" then return nil, after end
      local number, rest = s:match("^(-?%d+%.?%d*[eE]?[+-]?%d*)()", i)
      if not number then fail(i, "unexpected character") end
      return tonumber(number), rest
    end
    local v, i = value(skip(1))
    i = skip(i)
    if i <= #s then fail(i, "trailing text") end
    return v
  end
end
local document = '{"name": "x\\u00e9\\n", "list": [1, 2.5, -3e2, true, false, [], {}], "nested": {"a": {"b": ["deep"]}}}'
print(json.encode(json.decode(document)), json.encode(json.decode(json.encode(json.decode(document)))) == json.encode(json.decode(document)))
for _, bad in ipairs { "[1, 2", "{\"a\" 1}", "[1] x", "\"open", "?", "{1: 2}" } do print(pcall(json.decode, bad)) end

local function queens(n)
  local count, first, board = 0, nil, {}
  local function ok(row, col) for r = 1, row - 1 do local c = board[r] if c == col or math.abs(c - col) == row - r then return false end end return true end
  local function place(row)
    if row > n then count = count + 1 first = first or table.concat(board, " ") return end
    for col = 1, n do if ok(row, col) then board[row] = col place(row + 1) end end
    board[row] = nil
  end
  place(1)
  return count, first
end
print(queens(6)) print(queens(8))

local function calculate(source)
  local tokens, at = {}, 1
  for number, op in source:gmatch("%s*([%d.]*)%s*([-+*/^%%()]?)") do
    if number ~= "" then tokens[#tokens + 1] = tonumber(number) end
    if op ~= "" then tokens[#tokens + 1] = op end
  end
  local expression
  local function primary()
    local t = tokens[at]
    at = at + 1
    if t == "(" then local v = expression(1) assert(tokens[at] == ")", "missing )") at = at + 1 return v end
    if t == "-" then return -expression(5) end
    return type(t) == "number" and t or error("unexpected " .. tostring(t), 0)
  end
  local levels = { ["+"] = 2, ["-"] = 2, ["*"] = 3, ["/"] = 3, ["%"] = 3, ["^"] = 6 }
  local apply = { ["+"] = function(a, b) return a + b end, ["-"] = function(a, b) return a - b end, ["*"] = function(a, b) return a * b end, ["/"] = function(a, b) return a / b end, ["%"] = function(a, b) return a % b end, ["^"] = function(a, b) return a ^ b end }
  function expression(least)
    local left = primary()
    while levels[tokens[at]] and levels[tokens[at]] >= least do
      local op = tokens[at]
      at = at + 1
      left = apply[op](left, expression(op == "^" and levels[op] or levels[op] + 1))
    end
    return left
  end
  local v = expression(1)
  if tokens[at] then error("left over: " .. tokens[at], 0) end
  return v
end
for _, e in ipairs { "1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4 - 1", "7 % 4 * 2", "1 +", "(1", "1 2" } do print(e, pcall(calculate, e)) end

local function life(rows, turns)
  local cells = {}
  for y, row in ipairs(rows) do cells[y] = {} for x = 1, #row do cells[y][x] = row:sub(x, x) == "#" and 1 or 0 end end
  local h, w = #rows, #rows[1]
  for _ = 1, turns do
    local new = {}
    for y = 1, h do
      new[y] = {}
      for x = 1, w do
        local n = -cells[y][x]
        for dy = -1, 1 do for dx = -1, 1 do n = n + cells[(y + dy - 1) % h + 1][(x + dx - 1) % w + 1] end end
        new[y][x] = (n == 3 or (n == 2 and cells[y][x] == 1)) and 1 or 0
      end
    end
    cells = new
  end
  for y = 1, h do print((table.concat(cells[y]):gsub("0", "."):gsub("1", "#"))) end
end
life({ ".#......", "..#.....", "###.....", "........", "........", "........" }, 9)

local Heap = {}
Heap.__index = Heap
function Heap.new() return setmetatable({}, Heap) end
function Heap:push(v)
  local i = #self + 1
  self[i] = v
  while i > 1 and self[i // 2] > self[i] do self[i], self[i // 2] = self[i // 2], self[i] i = i // 2 end
end
function Heap:pop()
  local top, last = self[1], table.remove(self)
  if #self == 0 then return top end
  self[1] = last
  local i = 1
  while true do
    local least = i
    for c = 2 * i, 2 * i + 1 do if self[c] and self[c] < self[least] then least = c end end
    if least == i then return top end
    self[i], self[least], i = self[least], self[i], least
  end
end
local heap, seed, sorted = Heap.new(), 7, {}
for _ = 1, 200 do seed = seed * 16807 % 2147483647 heap:push(seed % 1000) end
for i = 1, 200 do sorted[i] = heap:pop() end
print(table.concat(sorted, " "))

local text = [[It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness]]
local frequency, words = {}, {}
for w in text:lower():gmatch("%a+") do if not frequency[w] then words[#words + 1] = w end frequency[w] = (frequency[w] or 0) + 1 end
table.sort(words, function(a, b) return frequency[a] > frequency[b] or (frequency[a] == frequency[b] and a < b) end)
for i = 1, 8 do print(i, words[i], frequency[words[i]], ("*"):rep(frequency[words[i]])) end
local function wrap(s, width) local lines, line = {}, "" for w in s:gmatch("%S+") do if #line + #w + 1 > width then lines[#lines + 1] = line line = w else line = line == "" and w or line .. " " .. w end end lines[#lines + 1] = line return table.concat(lines, "\n") end
print(wrap(text, 40))
local function rot13(s) return (s:gsub("%a", function(c) local base = c:match("%l") and 97 or 65 return string.char((c:byte() - base + 13) % 26 + base) end)) end
print(rot13("Hello, World!"), rot13(rot13("Hello, World!")))
local function base64(s) local b = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" return ((s:gsub("..?.?", function(c) local n = 0 for i = 1, 3 do n = n << 8 | (c:byte(i) or 0) end local r = "" for i = 3, 0, -1 do local k = n >> 6 * i & 63 r = r .. (3 - i <= #c and b:sub(k + 1, k + 1) or "=") end return r end))) end
print(base64("Man"), base64("Ma"), base64("M"), base64("any carnal pleas"))
local function hanoi(n, a, b, c) if n == 0 then return 0 end return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a) end
local function ack(m, n) if m == 0 then return n + 1 elseif n == 0 then return ack(m - 1, 1) end return ack(m - 1, ack(m, n - 1)) end
print(hanoi(10, "a", "b", "c"), ack(2, 9), ack(3, 4))
local crc = {}
for i = 0, 255 do local c = i for _ = 1, 8 do c = c & 1 == 1 and 0xEDB88320 ~ (c >> 1) or c >> 1 end crc[i] = c end
local function crc32(s) local c = 0xFFFFFFFF for i = 1, #s do c = crc[(c ~ s:byte(i)) & 0xFF] ~ (c >> 8) end return c ~ 0xFFFFFFFF end
print(("%08x"):format(crc32("The quick brown fox jumps over the lazy dog")))
