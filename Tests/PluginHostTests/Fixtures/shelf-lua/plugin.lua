-- The same plugin as shelf-process and ShelfPlugin.swift.
local sites = {
  north = { { id = "s-1", name = "web-01" }, { id = "s-2", name = "frozen-02" } },
  south = { { id = "s-3", name = "db-03" } },
}
local site
local kept = {}

return {
  name = "shelf",
  version = "1.0",
  contract = 1,
  summary = "Servers of two sites, passwords in memory, and some that are frozen.",
  options = {
    site = { type = "choice", choices = { "north", "south" }, help = "which site", default = "north" },
  },
  permissions = { secrets = true },
  provision = function(options) site = options.site end,
  inventory = function() return sites[site] end,
  secret_store = {
    read = function(server)
      local found = kept[server.id]
      if found then return found.document, found.revision end
    end,
    write = function(server, document, revision)
      local found = kept[server.id]
      if (found and found.revision) ~= revision then return false end
      kept[server.id] = { document = document, revision = (revision or 0) + 1 }
      return true
    end,
  },
  before = function(notice)
    local name = notice.server.name
    if name and name:find("^frozen") then return false, name .. " is frozen" end
  end,
}
