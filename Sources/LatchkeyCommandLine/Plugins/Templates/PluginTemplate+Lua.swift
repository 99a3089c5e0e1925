extension PluginTemplate {
    static func lua(_ name: String) -> [File] {
        [
            File(
                path: "plugin.lua",
                text: """
                    -- This table is the whole plugin. Leave out what you do not need; other fields are secret_store,
                    -- credentials, policy, event, after and validate. Other files in this folder: require "file"; what
                    -- fs, http, json, text, time and others of Latchkey's own do: latchkey docs http.
                    local team

                    return {
                      name = "\(name)",
                      version = "0.1.0",
                      contract = 1,
                      summary = "Servers of a team, and who may change them.",

                      options = {
                        team = { type = "string", help = "whose servers they are", default = "web" },
                      },

                      -- What it reaches for: hosts, paths, programs, secrets = true. The operator grants it.
                      permissions = {},

                      provision = function(options) team = options.team end,
                      cleanup = function() end,

                      -- In runbooks: require "\(name)".owner(server)
                      modules = {
                        ["\(name)"] = {
                          summary = "Knows whose servers they are.",
                          functions = {
                            owner = {
                              summary = "Says which team a server belongs to.",
                              parameters = { { name = "server", type = "server", help = "the server" } },
                              returns = { type = "string", help = "the team" },
                              effect = "read",
                              run = function(server) return team end,
                            },
                          },
                        },
                      },

                      inventory = function()
                        return { { id = "example-1", name = team .. "-01" }, { id = "example-2", name = team .. "-02" } }
                      end,

                      -- Before anything is changed: return false and a reason to forbid it.
                      before = function(notice)
                        local server = notice.server.name
                        if server and server:find("^frozen%-") then return false, server .. " is frozen" end
                      end,
                    }

                    """
            )
        ]
    }
}
