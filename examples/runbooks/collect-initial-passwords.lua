-- Collects the initial passwords of new Windows servers.
--
-- A new Windows server makes itself a random Administrator password, seals it with the public key of its key pair
-- and leaves it with the cloud, 5 to 10 minutes after the launch. For each server this runbook waits for it, opens
-- it, puts it in the vault, and then clears the cloud's record, so that the vault alone has the password.
--
--   latchkey run collect-initial-passwords.lua --server ID --var key=KeyPair.pem

local fleet    = require "fleet"
local key      = require "key"
local password = require "password"
local vault    = require "vault"

local input = runbook.inputs {
  servers = { type = "servers", help = "which servers" },
  key     = { type = "file", help = "private key of the key pair that the servers were made with" },
}

local private_key = key.load(input.key)

fleet.each(input.servers, { concurrency = 200 }, function(server)
  local sealed = password.wait(server, { timeout = "15m" })
  local secret = password.decrypt(sealed, private_key)
  vault.put(server, secret)    -- on the disk and read back before it returns
  password.clear(server)       -- refused if the vault did not hold this very password
end)
