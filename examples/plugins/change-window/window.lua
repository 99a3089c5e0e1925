-- When changes may be made: on some days of the week, from one time of the day until another.

local window = {}

local days = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" }   -- as os.date counts them

local function minutes(text, option)
  local hour, minute = text:match("^(%d%d?):(%d%d)$")
  hour, minute = tonumber(hour), tonumber(minute)
  if not hour or minute > 59 or hour * 60 + minute > 24 * 60 then
    error(("option \"%s\": expected a time like 22:00, got \"%s\""):format(option, text), 0)
  end
  return hour * 60 + minute
end

-- Reads what the options say: days = { "mon", ... }, from = "22:00", to = "04:00".
function window.new(options)
  local is_known, is_open = {}, {}
  for _, day in ipairs(days) do is_known[day] = true end
  for _, day in ipairs(options.days) do
    if not is_known[day] then
      error(("option \"days\": there is no day \"%s\"; there are: %s"):format(day, table.concat(days, ", ")), 0)
    end
    is_open[day] = true
  end
  return { is_open = is_open, from = minutes(options.from, "from"), to = minutes(options.to, "to") }
end

-- Whether it is open at a time of the day, given as os.date("*t") gives it. What begins on a Friday evening and ends on
-- Saturday morning belongs to Friday.
function window.is_open(self, date)
  local now = date.hour * 60 + date.min
  local today, yesterday = days[date.wday], days[(date.wday + 5) % 7 + 1]
  if self.from < self.to then return self.is_open[today] and now >= self.from and now < self.to or false end
  return self.is_open[today] and now >= self.from or self.is_open[yesterday] and now < self.to or false
end

return window
