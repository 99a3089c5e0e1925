extension HostileScript {
    /// Calls of library functions that keep busy inside C, where plain Lua cannot be stopped.
    static let libraries: [HostileScript] = [
        .stopped("table.move", "table.move({}, 1, 1 << 50, 2)"),
        .stopped(
            "table.move downwards",
            "table.move(setmetatable({}, {__index = function() return 1 end, __newindex = function() end}), 2, 1 << 50, 1)"
        ),
        .stopped("table.move under pcall", "while true do pcall(table.move, {}, 1, 1 << 50, 2) end"),
        .stopped(
            "table.concat",
            "table.concat(setmetatable({}, {__index = function() return '' end}), '', 1, 1 << 50)"
        ),
        .stopped(
            "table.concat by __len",
            "table.concat(setmetatable({}, {__index = function() return '' end, __len = function() return 1 << 50 end}))"
        ),
        .stopped("table.insert", "table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 'x')"),
        .stopped("table.remove", "table.remove(setmetatable({}, {__len = function() return 1 << 60 end}), 1)"),
        .stopped(
            "table.sort by __len",
            """
            table.sort(setmetatable({}, {__len = function() return 2147483646 end, __index = function(_, i) return i end, __newindex = function() end}))
            """
        ),
        .stopped(
            "table.sort of a table again and again",
            "local t = {} for i = 1, 1000 do t[i] = 0 end while true do table.sort(t) end"
        ),
        .stopped("table.unpack again and again", "while true do select('#', table.unpack({}, 1, 100000)) end"),
        .stopped("string.find with many repetitions", "string.find(('a'):rep(3000), ('.-'):rep(8) .. 'b')"),
        .stopped(
            "string.find with optional parts",
            "string.find(('a'):rep(40), ('a?'):rep(40) .. ('a'):rep(40) .. 'b')"
        ),
        .stopped("string.match with many repetitions", "string.match(('a'):rep(3000), ('a*'):rep(9) .. 'b')"),
        .stopped(
            "string.gmatch with many repetitions",
            "for _ in string.gmatch(('a'):rep(3000), ('.-'):rep(8) .. 'b') do end"
        ),
        .stopped("string.gsub with many repetitions", "string.gsub(('a'):rep(3000), '(.-)(.-)(.-)(.-)(.-)x', '')"),
        .stopped("string.find of back references", "string.find(('a'):rep(4000), '(.*)(.*)%1%2(.*)b')"),
        .stopped("string.find with balanced brackets", "string.find(('('):rep(100000), '%b()')"),
        .stopped("string.find in a long set", "string.find(('a'):rep(20000), '[' .. ('b'):rep(20000) .. ']')"),
        .stopped(
            "a pattern under pcall",
            "while true do pcall(string.find, ('a'):rep(3000), ('.-'):rep(8) .. 'b') end"
        ),
        .stopped("load of text without end", "load(function() return 'x = 1 ' end)"),
        .stopped("load of comments without end", "load(function() return '-- \\n' end)"),
        .stopped("load of a long or", "load('return ' .. ('a or '):rep(400000) .. 'b')"),
        .stopped("load of a long elseif", "load('if a then ' .. ('elseif b then '):rep(300000) .. ' end')"),
        .stopped("load in pcall", "while true do pcall(load, function() return 'x = 1 ' end) end"),
    ]

    /// Calls that ask for more than there is.
    static let bombs: [HostileScript] = [
        .returns(#""""#, "string.rep of nothing", "return string.rep('', 1e18)"),
        .fails("resulting string too large", "string.rep", "string.rep('x', 1 << 62)"),
        .fails("not enough memory", "string.rep of what memory could almost hold", "string.rep('x', 1 << 30)"),
        .fails("resulting string too large", "string.rep with a separator", "string.rep('', 1 << 40, 'x')"),
        .fails("too many results to unpack", "table.unpack", "table.unpack({}, 1, 1 << 31)"),
        .fails(
            "too many results to unpack",
            "table.unpack of everything",
            "table.unpack({}, math.mininteger, math.maxinteger)"
        ),
        .fails("array too big", "table.sort", "table.sort(setmetatable({}, {__len = function() return 1 << 40 end}))"),
        .fails("invalid conversion", "string.format with a huge width", "string.format('%99999999d', 1)"),
        .fails(
            "too much text in the arguments",
            "string.format with long texts",
            """
            local s, many = ('7'):rep(1 << 23), {}
            for i = 1, 200 do many[i] = s end
            string.format('', table.unpack(many))
            """
        ),
        .fails(
            "too much text in the arguments",
            "math.max with long texts",
            """
            local s, many = ('7'):rep(1 << 23), {}
            for i = 1, 200 do many[i] = s end
            math.max(table.unpack(many))
            """
        ),
        .fails("not enough memory", "a table without end", "local t = {} for i = 1, math.huge do t[i] = i end"),
        .fails(
            "not enough memory",
            "texts without end",
            "local t = {} while true do t[#t + 1] = ('x'):rep(10000) .. #t end"
        ),
        .fails("not enough memory", "a text that doubles", "local s = 'x' while true do s = s .. s end"),
        .fails(
            "not enough memory",
            "coroutines without end",
            "local t = {} while true do t[#t + 1] = coroutine.create(print) end"
        ),
        .fails(
            "not enough memory",
            "closures without end",
            "local t = {} while true do t[#t + 1] = function() return t end end"
        ),
        .fails("not enough memory", "tables in tables", "local t = {} while true do t = {t} end"),
        .fails(
            "not enough memory",
            "table.concat",
            "local s, t = ('x'):rep(1 << 20), {} for i = 1, 1000 do t[i] = s end table.concat(t)"
        ),
        .fails("not enough memory", "string.gsub", "local s = ('x'):rep(1 << 20) return (s:gsub('.', ('y'):rep(100)))"),
        .fails("not enough memory", "string.pack", "string.pack('c2147483647', 'x')"),
        .fails(
            "not enough memory",
            "a wrapped coroutine",
            "coroutine.wrap(function() local t = {} while true do t[#t + 1] = {} end end)()"
        ),
        .fails(
            "not enough memory",
            "an order for sort",
            "local t = {} table.sort({3, 2, 1}, function() while true do t[#t + 1] = {} end end)"
        ),
        .returns(
            #"false "not enough memory" 100"#,
            "memory that is there again",
            """
            local held = {}
            local ok, message = pcall(function() while true do held[#held + 1] = {} end end)
            held = nil
            collectgarbage()
            local t = {}
            for i = 1, 100 do t[i] = ('x'):rep(10000) end
            return ok, message, #t
            """
        ),
        .stopped(
            "running out of memory again and again",
            """
            while true do
              local t = {}
              pcall(function() while true do t[#t + 1] = {} end end)
            end
            """
        ),
    ]
}
