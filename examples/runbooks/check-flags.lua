-- Tells which servers can have their passwords reset. Changes nothing.
--
-- A server can when the password reset plug-in has run in it at least once.
--
--   latchkey run check-flags.lua --server ID --server ID

local fleet    = require "fleet"
local log      = require "log"
local password = require "password"

local input = runbook.inputs {
  servers = { type = "servers", help = "which servers" },
}

local results = fleet.each(input.servers, function(server)
  return password.check_flag(server)
end)

local ready = 0
for _, result in ipairs(results) do
  if result.ok and result.value then
    ready = ready + 1
  elseif result.ok then
    log.warn(result.server, "cannot be reset: the plug-in is not there")
  end
end
log.info(ready, "of", #results, "servers can have their passwords reset")
