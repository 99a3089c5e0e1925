-- Tables that grow, are sorted, joined and walked over.
local sum = 0
for round = 1, 12 do
  local list = {}
  for i = 1, 60000 do list[#list + 1] = (i * 7919) % 60013 end
  table.sort(list)
  table.sort(list, function(a, b) return a > b end)
  for _, value in ipairs(list) do sum = sum + value end
  for _ = 1, 2000 do
    table.insert(list, 1)
    table.remove(list)
  end
  sum = sum + #table.concat(list, ",")
end
return sum
