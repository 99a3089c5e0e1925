-- The company's rules for passwords, beside those of the cloud.
--
-- A reset with a password that breaks a rule is refused. A password that Latchkey makes for a reset is made anew
-- until it keeps all of them.

local fs = require "fs"
local text = require "text"

local settings
local forbidden = {}   -- in lower case

-- Shorter words are in too many good passwords by chance.
local shortest_word = 3

local function forbid(word)
  word = text.trim(word):lower()
  if #word >= shortest_word then forbidden[#forbidden + 1] = word end
end

-- Whether some character comes so many times in a row.
local function has_run(password, length)
  local run, last = 0, nil
  for _, character in utf8.codes(password) do
    run = character == last and run + 1 or 1
    last = character
    if run >= length then return true end
  end
  return false
end

return {
  name = "password-policy",
  version = "1.0",
  contract = 1,
  summary = "The company's rules for passwords.",

  options = {
    minimum_length = { type = "integer", help = "how many characters a password must have", default = 14 },
    words = { type = "list", of = "string", help = "words that no password may hold", default = {} },
    words_file = {
      type = "string", help = "a file with more of them, one a line; the path must be granted", optional = true,
    },
  },
  permissions = { secrets = true },

  provision = function(options)
    settings = options
    for _, word in ipairs(options.words) do forbid(word) end
    if not options.words_file then return end
    for _, line in ipairs(text.lines(fs.read(options.words_file))) do
      if not text.starts_with(line, "#") then forbid(line) end
    end
  end,

  -- What is returned is shown, so it names no word that was found: that would be a part of the password.
  policy = function(password, server, user_name)
    local plain = password:reveal()
    local lower = plain:lower()
    local wrong = {}
    local function must_not(problem) wrong[#wrong + 1] = "must not " .. problem end

    if utf8.len(plain) < settings.minimum_length then
      wrong[#wrong + 1] = ("must have %d characters or more"):format(settings.minimum_length)
    end
    for _, word in ipairs(forbidden) do
      if text.contains(lower, word) then
        must_not "hold a word that is forbidden here"
        break
      end
    end
    local function holds(name)
      return name and #name >= shortest_word and text.contains(lower, name:lower())
    end
    if holds(server.name) then must_not "hold the name of the server" end
    if holds(user_name) then must_not "hold the name of the user" end
    if has_run(plain, 3) then must_not "have three equal characters in a row" end
    return wrong
  end,
}
