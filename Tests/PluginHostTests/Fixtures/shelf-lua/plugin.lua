-- The same plugin as shelf-process and ShelfPlugin.swift.
local fs = require "fs"

local sites = {
  north = { { id = "s-1", name = "web-01" }, { id = "s-2", name = "frozen-02" } },
  south = { { id = "s-3", name = "db-03" } },
}
local site, folder
local kept = {}

return {
  name = "shelf",
  version = "1.0",
  contract = 1,
  summary = "Servers of two sites, passwords in a folder, and some that are frozen.",
  options = {
    site = { type = "choice", choices = { "north", "south" }, help = "which site", default = "north" },
    folder = { type = "string", help = "where the passwords are" },
  },
  permissions = { secrets = true },
  provision = function(options)
    site, folder = options.site, options.folder
    for _, name in ipairs(fs.list(folder)) do
      local id, revision = name:match("^(.*)%.(%d+)$")
      revision = tonumber(revision)
      if not kept[id] or kept[id].revision < revision then
        kept[id] = { document = fs.read(folder .. "/" .. name), revision = revision }
      end
    end
  end,
  inventory = function() return sites[site] end,
  secret_store = {
    read = function(server)
      local found = kept[server.id]
      if found then return found.document, found.revision end
    end,
    -- Others come in between while a file is written; each write has one of its own.
    write = function(server, document, revision)
      local found = kept[server.id]
      if (found and found.revision) ~= revision then return false end
      local next = (revision or 0) + 1
      kept[server.id] = { document = document, revision = next }
      fs.write(("%s/%s.%d"):format(folder, server.id, next), document:reveal())
      return true
    end,
  },
  before = function(notice)
    local name = notice.server.name
    if name and name:find("^frozen") then return false, name .. " is frozen" end
  end,
}
