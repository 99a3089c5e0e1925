-- Coroutines as generators.
local sum = 0
for round = 1, 20000 do
  for value in coroutine.wrap(function()
    for i = 1, 20 do coroutine.yield(i + round) end
  end) do
    sum = sum + value
  end
end
return sum
