-- Errors that are caught.
local caught = 0
for i = 1, 500000 do
  local ok, problem = pcall(function()
    if i % 3 == 0 then error({ number = i }) end
    return math.floor(i / 3)
  end)
  if not ok then caught = caught + problem.number end
end
return caught
