/// What a session has inside Lua. Values are shown there, where a table can be looked at without being copied out.
enum SessionScript {
    /// What tracebacks call it.
    static let name = "(session)"

    /// Takes the names of the host's modules. Returns three functions: one that calls a chunk and keeps its
    /// values, one that returns a text for each of them, and one that tells which names can follow a name.
    ///
    /// Whatever it uses is kept in local variables, because a session may set any global to something else. Nothing
    /// here runs code of the session's own but `__tostring`.
    static let source = values + names

    /// How a session finds names, and its end: what it returns.
    private static let names = #"""

        -- ---- names that can follow ----

        local function field_of(value, key, depth)
          local kind = type(value)
          if kind == "userdata" then
            local succeeded, field = pcall(function() return value[key] end)
            return succeeded and field or nil
          end
          if kind == "string" then return string_library[key] end
          if kind ~= "table" or depth > 10 then return nil end
          local metatable = getmetatable(value)
          if metatable == false then
            for name, field in pairs(value) do
              if name == key then return field end
            end
            return nil
          end
          local field = rawget(value, key)
          if field == nil and type(metatable) == "table" then return field_of(rawget(metatable, "__index"), key, depth + 1) end
          return field
        end

        local function collect(value, functions, others, depth)
          if type(value) == "string" then value = string_library end
          if type(value) ~= "table" or depth > 10 then return end
          local count = 0
          for key, field in entries(value) do
            count = count + 1
            if count > scanned then break end
            if is_name(key) then
              local list = type(field) == "function" and functions or others
              list[#list + 1] = key
            end
          end
          local metatable = getmetatable(value)
          if type(metatable) == "table" then collect(rawget(metatable, "__index"), functions, others, depth + 1) end
        end

        -- The functions and the other fields behind a path of names; an object of the host's as it is.
        local function look(path)
          local value = globals
          for _, name in next, path do
            value = field_of(value, name, 0)
            if value == nil then return {}, {} end
          end
          if type(value) == "userdata" then return value end
          local functions, others = {}, {}
          collect(value, functions, others, 0)
          return functions, others
        end

        -- Values are shown when the tasks of their text have ended, and can have changed by then.
        local kept = pack()

        local function evaluate(chunk) kept = pack(chunk()) end

        local function show_kept()
          local values = kept
          kept = pack()
          return show_all(unpack(values, 1, values.n))
        end

        return evaluate, show_kept, look
        """#
}
