extension SessionScript {
    /// The beginning of a session's script: how values are shown.
    static let values = #"""
        local globals, next, pairs, type, tostring, rawget = _G, next, pairs, type, tostring, rawget
        local getmetatable, pcall, select, require = getmetatable, pcall, select, require
        local concat, sort, format, byte, find, gsub = table.concat, table.sort, string.format, string.byte, string.find, string.gsub
        local sub, length_of_text, string_library = string.sub, utf8.len, string
        local pack, unpack = table.pack, table.unpack

        local deepest, widest, scanned = 2, 76, 10000
        local most_entries, longest_text = { 100, 20 }, { 4000, 200, 200 }

        -- What has a name of its own: modules, libraries and their functions.
        local names, contents = {}, {}

        local function describe(name, owner)
          local functions = {}
          for field, value in pairs(owner) do
            functions[#functions + 1] = field
            if type(value) == "function" then names[value] = "<function " .. name .. "." .. field .. ">" end
          end
          sort(functions)
          contents[owner] = concat(functions, ", ")
        end

        for name, value in next, globals do
          if type(value) == "function" then
            names[value] = "<function " .. name .. ">"
          elseif value ~= globals and type(value) == "table" then
            names[value] = "<library " .. name .. ">"
            describe(name, value)
          end
        end
        for _, name in next, (...) do
          local module = require(name)
          names[module] = "<module " .. name .. ">"
          describe(name, module)
        end

        -- ---- texts ----

        local short = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }
        local quoted = { ['"'] = '\\"', ["\\"] = "\\\\" }

        -- What would move a terminal's cursor, or is no text at all, is written as an escape.
        local function escape(text, more)
          text = gsub(text, '[%c"\\]', function(character)
            if more[character] or find(character, "%C") then return more[character] end
            return short[character] or format("\\x%02x", byte(character))
          end)
          if not length_of_text(text) then
            return (gsub(text, "[\x80-\xff]", function(character) return format("\\x%02x", byte(character)) end))
          end
          return (gsub(text, "\xc2[\x80-\x9f]", function(pair) return format("\\u{%x}", byte(pair, 2)) end))
        end

        local function cut(text, most)
          if #text <= most then return text, "" end
          -- Not in the middle of a character.
          while most > 1 and find(sub(text, most + 1, most + 1), "[\x80-\xbf]") do most = most - 1 end
          return sub(text, 1, most), "... (" .. #text .. " bytes)"
        end

        local function quote(text, depth)
          local beginning, rest = cut(text, longest_text[depth])
          return '"' .. escape(beginning, quoted) .. '"' .. rest
        end

        local function described(value)
          local succeeded, text = pcall(tostring, value)
          if not succeeded or type(text) ~= "string" then return "<" .. type(value) .. ">" end
          local beginning, rest = cut(text, longest_text[1])
          return escape(beginning, {}) .. rest
        end

        -- ---- tables ----

        local ranks = { number = 1, string = 2, boolean = 3 }

        local function precedes(left, right)
          local left_type, right_type = type(left), type(right)
          if left_type ~= right_type then
            local left_rank, right_rank = ranks[left_type] or 4, ranks[right_type] or 4
            if left_rank ~= right_rank then return left_rank < right_rank end
            return left_type < right_type
          end
          if left_type == "number" or left_type == "string" then return left < right end
          return left_type == "boolean" and not left and right
        end

        local reserved = {}
        for _, word in next, {
          "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
          "not", "or", "repeat", "return", "then", "true", "until", "while",
        } do reserved[word] = true end

        local function is_name(key)
          return type(key) == "string" and find(key, "^[%a_][%w_]*$") ~= nil and not reserved[key]
        end

        -- What the host gives is walked as it wants to be; a table of the script's own as it is.
        local function entries(value)
          if getmetatable(value) == false then return pairs(value) end
          return next, value, nil
        end

        local show

        local function lines_of(value, depth, path)
          local copy, keys, count = {}, {}, 0
          for key, field in entries(value) do
            count = count + 1
            if count <= scanned then
              copy[key] = field
              keys[count] = key
            end
          end
          local most, lines, positions = most_entries[depth], {}, 0
          while copy[positions + 1] ~= nil do
            positions = positions + 1
            if positions <= most then lines[positions] = show(copy[positions], depth + 1, path) end
          end
          local others = {}
          for _, key in next, keys do
            local is_position = type(key) == "number" and key >= 1 and key <= positions and key % 1 == 0
            if not is_position then others[#others + 1] = key end
          end
          sort(others, precedes)
          for _, key in next, others do
            if #lines >= most then break end
            local label = is_name(key) and key or "[" .. show(key, deepest + 1, path) .. "]"
            lines[#lines + 1] = label .. " = " .. show(copy[key], depth + 1, path)
          end
          if count > #lines then lines[#lines + 1] = "... " .. count - #lines .. " more" end
          return lines
        end

        local function show_table(value, depth, path)
          if depth == 1 and contents[value] then return sub(names[value], 1, -2) .. ": " .. contents[value] .. ">" end
          if names[value] then return names[value] end
          local metatable = getmetatable(value)
          if type(metatable) == "table" and rawget(metatable, "__tostring") ~= nil then return described(value) end
          -- Errors: of the host's tables the only ones that say what they are.
          if metatable == false and not find(tostring(value), "^table: ") then return described(value) end
          if path[value] then return "<the table itself>" end
          if depth > deepest then
            local iterate, target, first = entries(value)
            return iterate(target, first) == nil and "{}" or "{...}"
          end
          path[value] = true
          local lines = lines_of(value, depth, path)
          path[value] = nil
          local line = "{" .. concat(lines, ", ") .. "}"
          if #line <= widest and not find(line, "\n") then return line end
          local indentation = "\n" .. ("  "):rep(depth)
          return "{" .. indentation .. concat(lines, "," .. indentation) .. "\n" .. ("  "):rep(depth - 1) .. "}"
        end

        function show(value, depth, path)
          local kind = type(value)
          if kind == "string" then return quote(value, depth) end
          if kind == "table" then return show_table(value, depth, path) end
          if kind == "function" then return names[value] or "<function>" end
          if kind == "thread" then return "<coroutine>" end
          return described(value)
        end

        local function show_all(...)
          local texts = {}
          for index = 1, select("#", ...) do texts[index] = show((select(index, ...)), 1, {}) end
          return texts
        end
        """#
}
