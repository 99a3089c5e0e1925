-- Objects, closures and metamethods.
local Counter = {}
Counter.__index = Counter
Counter.__add = function(a, b) return setmetatable({ value = a.value + b.value }, Counter) end
function Counter.new(value) return setmetatable({ value = value }, Counter) end
function Counter:add(n)
  self.value = self.value + n
  return self
end
local function maker(step) return function(n) return n + step end end
local total = Counter.new(0)
for i = 1, 600000 do
  local one = Counter.new(i):add(1)
  total = total + one
  total.value = maker(i)(total.value) % 1000003
end
return total.value
