-- Who has approved what: a file with one approval a line.
--
--   2026-11-21T20:15:00Z anna web-01 web-02     # these two
--   2026-11-21T20:20:00+01:00 bert *            # every server

local text = require "text"
local time = require "time"

local approvals = {}

-- Clocks differ by a little; what lies further ahead is no approval.
local tolerance = 300

local function words(line)
  local all = {}
  for word in line:gsub("#.*", ""):gmatch("%S+") do all[#all + 1] = word end
  return all
end

local function names(fields, server)
  for place = 3, #fields do
    local name = fields[place]
    if name == "*" or name == server.id or name == server.name then return true end
  end
  return false
end

-- Who has approved a change of a server, or nil and why nobody has.
--
-- contents: of the file; requester: who asks, whose own approval counts for nothing; now and age: in seconds.
function approvals.find(contents, server, requester, now, age)
  local approver
  local reason = "nobody has approved it"
  for number, line in ipairs(text.lines(contents)) do
    local fields = words(line)
    if #fields > 0 then
      local ok, at = pcall(time.parse, fields[1])
      -- Of a file that is not understood nothing counts, not even what stands before the line.
      if not ok or #fields < 3 then
        error(("line %d of the approvals: expected a time, a name and servers or *"):format(number), 0)
      end
      if names(fields, server) then
        if fields[2]:lower() == requester:lower() then
          reason = requester .. " alone has approved it, who asks for it"
        elseif now - at > age then
          reason = ("the approval of %s is too old"):format(fields[2])
        elseif at - now > tolerance then
          reason = ("the approval of %s is of the future"):format(fields[2])
        else
          approver = approver or fields[2]
        end
      end
    end
  end
  if approver then return approver end
  return nil, reason
end

return approvals
