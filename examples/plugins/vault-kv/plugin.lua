-- Keeps passwords in HashiCorp Vault or OpenBao: in a KV secrets engine, version 2.
--
-- The secret of a server has two fields: "password", the current one, for people (vault kv get -field=password
-- secret/latchkey/ID), and "document", which Latchkey reads and writes.

local http = require "http"
local json = require "json"
local text = require "text"

local settings

-- Sends a request and gives the status and what was answered.
local function request(method, path, options)
  options = options or {}
  local response = http.request(method, settings.address .. "/v1/" .. path, {
    json = options.json,
    headers = { ["X-Vault-Token"] = settings.token, ["X-Vault-Namespace"] = settings.namespace },
    timeout = settings.patience,
    retry = options.retry,
    raise = false,
    decode = true,
  })
  return response.status, type(response.json) == "table" and response.json or {}
end

local function path_of(server)
  return settings.mount .. "/data/" .. settings.prefix .. text.url_encode(server.id)
end

-- What Vault says about its refusal, in one line.
local function reasons(answer)
  local lines = {}
  for _, line in ipairs(type(answer.errors) == "table" and answer.errors or {}) do
    lines[#lines + 1] = text.trim(tostring(line)):gsub("%s+", " ")
  end
  return table.concat(lines, "; ")
end

local function no_engine()
  return "there is no KV engine of version 2 at " .. settings.mount .. "/: check the options mount and namespace"
end

-- Raises what a status means for whoever has to do something about it.
local function fail(status, answer, path)
  local said = reasons(answer)
  local problem
  if status == 403 then
    problem = "Vault does not allow it: is the token valid still, and does its policy allow read, create and update on "
      .. path .. (settings.namespace and " in the namespace " .. settings.namespace or "") .. "?"
  elseif status == 503 and said:find("sealed", 1, true) then
    problem = "Vault is sealed: somebody has to unseal it first"
  elseif status == 404 then
    problem = no_engine()
  else
    problem = "Vault has answered " .. status
  end
  error(problem .. (said ~= "" and " (" .. said .. ")" or ""), 0)
end

-- Vault answers 404 for a secret that is not there, and for an engine that is not there. Only the second has reasons.
local function is_absent(status, answer)
  return status == 404 and reasons(answer) == ""
end

return {
  name = "vault-kv",
  version = "1.0",
  contract = 1,
  summary = "Keeps passwords in HashiCorp Vault or OpenBao, in a KV engine of version 2.",

  options = {
    address = {
      type = "string", help = "where Vault is, like https://vault.example.com:8200; its host must be granted",
    },
    token = { type = "secret", help = "a token whose policy allows read, create and update below the prefix" },
    mount = { type = "string", help = "where the KV engine is mounted", default = "secret" },
    prefix = { type = "string", help = "the folder of the secrets", default = "latchkey" },
    namespace = { type = "string", help = "the namespace, where there are some", optional = true },
    patience = { type = "duration", help = "how long a request is tried while Vault does not answer", default = "30s" },
  },
  permissions = { secrets = true },

  provision = function(options)
    settings = options
    local function trimmed(path) return (path:gsub("^/+", ""):gsub("/+$", "")) end
    settings.mount = trimmed(options.mount)
    settings.address = options.address:gsub("/+$", "")
    settings.prefix = options.prefix:find("[^/]") and trimmed(options.prefix) .. "/" or ""
  end,

  -- Asks for a secret that is not there. What could fail later for all servers fails now, before anything is sent to
  -- the cloud.
  validate = function()
    local path = settings.mount .. "/data/" .. settings.prefix .. "latchkey-asks-whether-it-may-read"
    local status, answer = request("GET", path, { retry = false })
    if status ~= 200 and not is_absent(status, answer) then fail(status, answer, path) end
    -- An engine of version 1 would take "data" for a part of the name, and keep what it is sent without any version.
    -- This is how Vault's own program asks, too; who may not ask is told nothing.
    status, answer = request("GET", "sys/internal/ui/mounts/" .. settings.mount)
    local mount = status == 200 and answer.data
    local options = type(mount) == "table" and mount.options
    if mount and (type(options) ~= "table" or options.version ~= "2") then error(no_engine(), 0) end
  end,

  secret_store = {
    read = function(server)
      local path = path_of(server)
      local status, answer = request("GET", path)
      local found = type(answer.data) == "table" and answer.data or {}
      local metadata = type(found.metadata) == "table" and found.metadata or {}
      if status == 404 and metadata.version then
        -- Beginning anew would leave the earlier passwords behind where nobody looks for them.
        error(("the secret %s%s was deleted: get it back with vault kv undelete -versions=%d, or remove all of it with "
          .. "vault kv metadata delete"):format(settings.prefix, server.id, metadata.version), 0)
      end
      if is_absent(status, answer) then return nil end
      if status ~= 200 then fail(status, answer, path) end
      local document = type(found.data) == "table" and found.data.document
      if type(document) ~= "string" then
        error("the secret " .. settings.prefix .. server.id .. " was not written by Latchkey: move it, or set the "
          .. "option prefix to a folder of Latchkey's own", 0)
      end
      return document, metadata.version
    end,

    -- It is written only when its version is the one that was read. That also makes it safe to send again when an
    -- answer is lost: had the first one been carried out, then the version is another now.
    write = function(server, document, revision)
      local path = path_of(server)
      local current = json.decode(document:reveal()).current
      local status, answer = request("PUT", path, {
        json = {
          options = { cas = revision or 0 },
          data = { document = document, password = current and current.password or "" },
        },
      })
      if status == 400 and reasons(answer):find("did not match", 1, true) then return false end
      if status ~= 200 then fail(status, answer, path) end
      return true
    end,
  },
}
