extension WaitPlace {
    /// Where Lua cannot wait.
    static let impossible: [WaitPlace] = [
        .init(
            name: "an order for sort",
            source: "table.sort({1, 2}, function() return wait(1) end)",
            expected: "in a function called by 'sort'"
        ),
        .init(
            name: "an order for sort by another name",
            source: "local order = table.sort order({1, 2}, function() return wait(1) end)",
            expected: "in a function called by 'order'"
        ),
        .init(
            name: "an order for sort, in pcall",
            source: "assert(pcall(table.sort, {1, 2}, function() return wait(1) end))",
            expected: "in a function called by 'sort'"
        ),
        .init(
            name: "__lt in sort",
            source:
                "local m = {__lt = function() return wait(1) end} table.sort({setmetatable({}, m), setmetatable({}, m)})",
            expected: "in a function called by 'sort'"
        ),
        .init(
            name: "a replacement",
            source: "string.gsub('x', 'x', function() return wait(1) end)",
            expected: "in a function called by 'gsub'"
        ),
        .init(
            name: "a replacement, called as a method",
            source: "local x = ('x'):gsub('x', function() return wait(1) end)",
            expected: "in a function called by 'gsub'"
        ),
        .init(
            name: "__index of a table of replacements",
            source: "string.gsub('x', 'x', setmetatable({}, {__index = function() return wait(1) end}))",
            expected: "in a function called by 'gsub'"
        ),
        .init(
            name: "__tostring in tostring",
            source: "tostring(setmetatable({}, {__tostring = function() return wait(1) end}))",
            expected: "in a function called by 'tostring'"
        ),
        .init(
            name: "__tostring in string.format",
            source: "string.format('%s', setmetatable({}, {__tostring = function() return wait(1) end}))",
            expected: "in a function called by 'format'"
        ),
        .init(
            name: "__tostring in print",
            source: "print(setmetatable({}, {__tostring = function() return wait(1) end}))",
            expected: "in a function called by 'print'"
        ),
        .init(
            name: "a handler of xpcall",
            source: "error(select(2, xpcall(error, function() local ok, e = pcall(wait, 1) kept = e end)) or kept)",
            expected: "in a function called by 'error'"
        ),
        .init(
            name: "__index in table.concat",
            source:
                "table.concat(setmetatable({}, {__index = function() return wait(1) end, __len = function() return 2 end}))",
            expected: "in a function called by 'concat'"
        ),
        .init(
            name: "__len in table.concat",
            source: "table.concat(setmetatable({}, {__len = function() return wait(1) end}))",
            expected: "in a function called by 'concat'"
        ),
        .init(
            name: "__index in table.unpack",
            source: "table.unpack(setmetatable({}, {__index = function() return wait(1) end}), 1, 2)",
            expected: "in a function called by 'unpack'"
        ),
        .init(
            name: "__newindex in table.insert",
            source: "table.insert(setmetatable({}, {__newindex = function() return wait(1) end}), 'x')",
            expected: "in a function called by 'insert'"
        ),
        .init(
            name: "__index in ipairs",
            source: "for _ in ipairs(setmetatable({}, {__index = function() return wait(1) end})) do end",
            expected: "in a function called by the iterator of a loop"
        ),
        .init(
            name: "a reader of load",
            source: "error(select(2, load(function() return wait(1) end)))",
            expected: "in a function called by 'load'"
        ),
        .init(
            name: "a coroutine in an order for sort",
            source: "table.sort({1, 2}, function() return coroutine.wrap(function() return (wait(1)) end)() end)",
            expected: "in a function called by 'sort'"
        ),
        .init(
            name: "a coroutine in a coroutine in a replacement",
            source:
                "string.gsub('x', 'x', function() return coroutine.wrap(function() return coroutine.wrap(function() return (wait(1)) end)() end)() end)",
            expected: "in a function called by 'gsub'"
        ),
        .init(
            name: "__close under coroutine.close",
            source: """
                local co = coroutine.create(function()
                  local x <close> = setmetatable({}, {__close = function() wait(1) end})
                  coroutine.yield()
                end)
                coroutine.resume(co)
                error(select(2, coroutine.close(co)))
                """,
            expected: "while a coroutine is being closed"
        ),
    ]
}
