-- How fast passwords come out of the cloud and are opened.
local fleet    = require "fleet"
local key      = require "key"
local password = require "password"

local input = runbook.inputs {
  count = { type = "number", help = "how many servers" },
  key   = { type = "file", help = "private key of the key pair" },
}
local private_key = key.load(input.key)

local servers = {}
for number = 1, input.count do
  servers[number] = string.format("00000000-0000-4000-8000-%012x", number)
end

local start = os.clock()
fleet.each(servers, { concurrency = 200 }, function(server)
  password.decrypt(password.get(server), private_key)
end)
print(string.format("took %.6f seconds", os.clock() - start))
