-- Gives servers new administrator passwords.
--
-- A reset asks first whether the server can take it (a plug-in in the server does that), makes a new password that the
-- API accepts, and has it in the vault before anything is sent. It takes effect when the server restarts next; until
-- then the old one is valid, and the vault keeps that one too. { restart = "soft" } restarts the server at once.
--
--   latchkey run rotate-passwords.lua --server ID --server ID

local fleet    = require "fleet"
local log      = require "log"
local password = require "password"

local input = runbook.inputs {
  servers = { type = "servers", help = "which servers" },
}

fleet.each(input.servers, { concurrency = 50 }, function(server)
  password.reset(server, password.generate { length = 24 })
  log.info("has a new password, valid from its next restart")
end)
