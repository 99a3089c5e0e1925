-- How fast sealed passwords come out of the cloud.
local fleet    = require "fleet"
local password = require "password"

local input = runbook.inputs {
  count = { type = "number", help = "how many servers" },
}

local servers = {}
for number = 1, input.count do
  servers[number] = string.format("00000000-0000-4000-8000-%012x", number)
end

local start = os.clock()
fleet.each(servers, { concurrency = 200 }, function(server)
  if not password.get(server) then error("no password") end
end)
print(string.format("took %.6f seconds", os.clock() - start))
