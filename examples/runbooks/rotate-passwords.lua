-- Gives servers new administrator passwords.
--
-- For each server this runbook checks that its password can be reset (a plug-in in the server does that), makes a
-- new password that the API accepts, and resets. The new password is in the vault before anything is sent. It takes
-- effect when the server restarts next; until then the old one is valid, and the vault keeps that one too.
--
--   latchkey run rotate-passwords.lua --server ID --server ID

local fleet    = require "fleet"
local log      = require "log"
local password = require "password"

local input = runbook.inputs {
  servers = { type = "servers", help = "which servers" },
}

fleet.each(input.servers, { concurrency = 50 }, function(server)
  if not password.check_flag(server) then
    error("the password reset plug-in is not running in this server; install it first")
  end
  password.reset(server, password.generate { length = 24 })
  log.info("has a new password, valid from its next restart")
end)
