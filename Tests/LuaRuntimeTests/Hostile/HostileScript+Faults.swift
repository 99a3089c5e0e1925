extension HostileScript {
    /// What breaks Debian's Lua 5.4.4.
    static let faults: [HostileScript] = [
        .returns(
            #""leaf" 20"#,
            "__concat that makes the stack grow, in a coroutine",
            """
            local m = {__concat = function()
              local function deep(n) if n == 0 then return "leaf" end local a, b, c, d, e = 1, 2, 3, 4, 5 return deep(n - 1) .. "" end
              return deep(3000)
            end}
            local result, count
            for i = 1, 20 do
              result = coroutine.wrap(function() return setmetatable({}, m) .. ("b" .. (setmetatable({}, m) .. "x")) end)()
              count = i
            end
            return result, count
            """
        ),
        .returns(
            #""end""#,
            "__concat inside __concat",
            """
            local function build(n)
              local m
              m = {__concat = function()
                if n == 0 then return "end" end
                local function deep(k) if k == 0 then n = n - 1 return setmetatable({}, m) .. "x" end local r = deep(k - 1) return r end
                return deep(100)
              end}
              return setmetatable({}, m) .. "y"
            end
            return coroutine.wrap(function() return build(50) end)()
            """
        ),
        .returns(
            #""done""#,
            "__concat that is added to a class later, and recursion in all operands",
            """
            local class = {}
            class.__index = class
            local objects = {}
            for i = 1, 10 do objects[i] = setmetatable({}, class) end
            function class.__concat(a, b)
              local function deep(n) if n > 0 then local _ = {deep(n - 1)} end end
              deep(500)
              return "done"
            end
            local o = objects
            return coroutine.wrap(function() return o[1] .. o[2] .. o[3] .. o[4] .. o[5] .. o[6] end)()
            """
        ),
        .fails(
            "a __concat metamethod has run out of room where it cannot be suspended",
            "__concat that ends with another call, in a replacement",
            """
            local function deep(n) if n == 0 then return "leaf" end local r = deep(n - 1) return r end
            local m = {__concat = function() return deep(50000) end}
            string.gsub("abc", ".", function(c) return "1" .. setmetatable({}, m) .. c .. "2" end)
            """
        ),
        .returns(
            "305",
            "__concat that ends with a function in C, wherever the stack is full",
            """
            local ends = {
              function(a, b) return string.format("%s|%s", type(a), type(b)) end,
              function(a, b) return tostring(b) end,
              function(...) return table.concat({"x"}) end,
              function(a, b) return (function(...) return rawequal(...) and 1 or "no" end)(a, b) end,
              coroutine.wrap(function() while true do coroutine.yield("co") end end),
            }
            local count = 0
            for k = 0, 60 do
              local names = {}
              for i = 1, k do names[i] = "a" .. i end
              local locals = k > 0 and "local " .. table.concat(names, ", ") or ""
              local f = load("local m = ... " .. locals .. " return 'v' .. setmetatable({}, m) .. 'w' .. 1")
              for _, concat in ipairs(ends) do
                local first = coroutine.wrap(f)({__concat = concat})
                local second = coroutine.wrap(function(...) return (f(...)) end)({__concat = concat})
                if first == second and #first > 1 then count = count + 1 end
              end
            end
            return count
            """
        ),
        .fails(
            "a __concat metamethod has run out of room where it cannot be suspended",
            "__concat in an order for sort",
            """
            local m = {__concat = function()
              local function deep(n) if n == 0 then return "leaf" end return deep(n - 1) .. "" end
              return deep(5000)
            end}
            table.sort({3, 2, 1}, function(a, b) local _ = setmetatable({}, m) .. a return a < b end)
            """
        ),
        .returns(
            #"false true"#,
            "a stack that shrinks while __concat waits for another coroutine",
            """
            local m = {__concat = function()
              local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end
              deep(3000)
              local inner = coroutine.wrap(function() deep(3000) collectgarbage() collectgarbage() coroutine.yield(1) return "x" end)
              inner()
              collectgarbage()
              return inner() .. "y"
            end}
            local ok = true
            for i = 1, 20 do
              ok = ok and coroutine.wrap(function() return setmetatable({}, m) .. "a" end)() == "xy"
            end
            return not ok, ok
            """
        ),
        .fails(
            "a metatable must not itself be weak",
            "a weak table as a metatable",
            "setmetatable({}, setmetatable({}, {__mode = 'k'}))"
        ),
        .fails(
            "a metatable must not itself be weak",
            "a metatable that is its own and weak",
            "local m = {__mode = 'v'} setmetatable(m, m)"
        ),
        .fails(
            "a metatable must not itself be weak",
            "a metatable that becomes weak",
            "local m = {} setmetatable({}, m) setmetatable(m, {__mode = 'k'})"
        ),
        .fails(
            "not enough memory",
            "a metatable that becomes weak behind the scenes, and no memory left",
            """
            local mode = {}
            local class = setmetatable({}, mode)
            local kept = {}
            for i = 1, 100 do kept[i] = setmetatable({}, class) end
            mode.__mode = "k"
            for i = 1, 1000 do class[{}] = {} end
            while true do kept[#kept + 1] = setmetatable({("x"):rep(100) .. #kept}, class) end
            """
        ),
        .returns(
            "2",
            "weak tables and no memory left",
            """
            local full = 0
            for i = 1, 2 do
              local keys, values = setmetatable({}, {__mode = "k"}), setmetatable({}, {__mode = "kv"})
              if not pcall(function()
                local held = {}
                while true do local k = {} keys[k] = held values[#held + 1] = k held[#held + 1] = k end
              end) then full = full + 1 end
              keys, values = nil, nil
              collectgarbage()
            end
            return full
            """
        ),
    ]
}
