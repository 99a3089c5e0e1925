-- Four eyes: passwords are reset, and records cleared, in the change window only, and only after a second person has
-- said yes. Everything that goes wrong in here forbids the operation: that is how Latchkey treats hooks.

local fs = require "fs"
local log = require "log"
local time = require "time"

local approvals = require "approvals"
local window = require "window"

local settings
local hours
local guarded = {}   -- by the name of the operation

return {
  name = "change-window",
  version = "1.0",
  contract = 1,
  summary = "Forbids changes outside a time window, and those that no second person has approved.",

  options = {
    user = { type = "string", help = "who asks for the changes, and cannot approve them" },
    approvals = { type = "string", help = "the file with the approvals; the path must be granted" },
    max_age = { type = "duration", help = "how old an approval may be", default = "8h" },
    days = {
      type = "list", of = "string", help = "the days on which the window opens: mon, tue, wed, thu, fri, sat, sun",
      default = { "mon", "tue", "wed", "thu", "fri" },
    },
    from = { type = "string", help = "when it opens, in the time zone of this machine", default = "08:00" },
    to = { type = "string", help = "when it closes; on the next day when that is earlier", default = "17:00" },
    operations = {
      type = "list", of = "string", help = "what is guarded",
      default = { "password.reset", "password.reset_all", "password.clear" },
    },
  },

  provision = function(options)
    settings = options
    settings.max_age = time.duration(options.max_age)
    hours = window.new(options)
    for _, operation in ipairs(options.operations) do guarded[operation] = true end
  end,

  -- A file that is not there, or not granted, is better found now than at the first server.
  validate = function() fs.read(settings.approvals) end,

  before = function(operation)
    if not guarded[operation.operation] then return end
    local now = time.now()
    if not window.is_open(hours, os.date("*t", math.floor(now))) then
      return false, ("the change window is closed: it is open %s from %s to %s"):format(
        table.concat(settings.days, ", "), settings.from, settings.to)
    end
    -- Read every time: approvals are given, and taken back, while a run goes on.
    local contents = fs.read(settings.approvals)
    local approver, reason = approvals.find(contents, operation.server, settings.user, now, settings.max_age)
    if not approver then return false, reason end
    log.info(operation.operation, "of", operation.server, "was approved by", approver)
  end,
}
