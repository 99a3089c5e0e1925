-- Posts what happens in a run to a webhook, as JSON.
--
-- Whatever is sent has a field "text", which is all that Slack, Mattermost and their like want to know, and a field
-- "events" with all there is to say.

local http = require "http"
local time = require "time"

local kinds = {
  "log", "waiting", "arrived", "step", "retrying", "server_started", "server_finished", "secret_revealed", "stopping",
}

local settings
local wanted = {}    -- by the kind of event
local waiting = {}   -- events that are not sent yet
local last_sent      -- on the clock that is never set; nil before the first

-- A service that is away for long must not fill the memory.
local most_waiting = 1000

local sentences = {
  server_started = "begun",
  secret_revealed = "a secret was turned into text",
}

local function sentence(event)
  local text = event.text or sentences[event.event] or event.event
  if event.event == "server_finished" then text = event.ok and "done" or "failed: " .. (event.text or "") end
  local server = event.server_name or event.server_id
  return server and server .. ": " .. text or text
end

local function send(events)
  local lines = {}
  for place, event in ipairs(events) do lines[place] = sentence(event) end
  http.post(settings.url, {
    json = { text = table.concat(lines, "\n"), events = events },
    headers = settings.token and { Authorization = { "Bearer ", settings.token } } or nil,
    -- Latchkey waits at the end of a run until everything is told, but not for long.
    timeout = "4s",
  })
end

-- Sends what is waiting. When that fails it goes on waiting, and the error is told.
local function flush()
  local events = waiting
  if #events == 0 then return end
  waiting = {}
  last_sent = time.monotonic()
  local ok, err = pcall(send, events)
  if ok then return end
  waiting = events
  while #waiting > most_waiting do table.remove(waiting, 1) end
  error(err, 0)
end

return {
  name = "webhook",
  version = "1.0",
  contract = 1,
  summary = "Posts what happens in a run to a webhook.",

  options = {
    -- Slack's and others' addresses are secrets themselves.
    url = { type = "secret", help = "where to post; its host must be granted" },
    token = { type = "secret", help = "sent as a bearer token", optional = true },
    events = {
      type = "list", of = "string", help = "which events, of: " .. table.concat(kinds, ", "),
      default = { "server_finished", "secret_revealed", "stopping" },
    },
    interval = {
      type = "duration", help = "post no more often than this; what happens meanwhile goes into the next post",
      default = "5s",
    },
    batch = { type = "integer", help = "post sooner when as many events are waiting", default = 100 },
  },

  provision = function(options)
    settings = options
    for _, kind in ipairs(options.events) do
      local is_known = false
      for _, known in ipairs(kinds) do is_known = is_known or known == kind end
      if not is_known then
        error(("option \"events\": there is no event \"%s\"; there are: %s"):format(kind, table.concat(kinds, ", ")), 0)
      end
      wanted[kind] = true
    end
    settings.interval = time.duration(options.interval)
  end,

  -- Latchkey keeps the events in line and calls this for one after the other beside the run, which waits for none.
  event = function(event)
    if not wanted[event.event] then return end
    waiting[#waiting + 1] = event
    local is_due = not last_sent or time.monotonic() - last_sent >= settings.interval
    if is_due or #waiting >= settings.batch then flush() end
  end,

  cleanup = flush,
}
