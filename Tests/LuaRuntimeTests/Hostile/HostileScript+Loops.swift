extension HostileScript {
    /// Scripts that compute without end.
    static let loops: [HostileScript] = [
        .stopped("a loop", "while true do end"),
        .stopped("a loop of goto", "::again:: goto again"),
        .stopped("a loop of repeat", "repeat until false"),
        .stopped("a loop with a huge limit", "for i = 1, math.maxinteger do end"),
        .stopped("tail calls", "local function f() return f() end f()"),
        .stopped(
            "two functions that call each other",
            "local g local function f() return g() end function g() return f() end f()"
        ),
        .stopped("a loop in an iterator", "for _ in function() while true do end end do end"),
        .stopped("an iterator without end", "for _ in function() return 1 end do end"),
        .stopped("ipairs without end", "for _ in ipairs(setmetatable({}, {__index = function() return 1 end})) do end"),
        .stopped(
            "pairs without end",
            "for _ in pairs(setmetatable({}, {__pairs = function() return function() return 1 end end})) do end"
        ),
        .stopped("a loop in a function of a required module", "require('loops')()"),
        .stopped("a loop at the top level of a required module", "require 'endless'"),
        .stopped("a loop in loaded text", "load('while true do end', '@loaded.lua')()"),
        .stopped("a loop in an order for sort", "table.sort({3, 2, 1}, function() while true do end end)"),
        .stopped("a loop in a replacement", "string.gsub('x', '.', function() while true do end end)"),
        .stopped(
            "a loop where the stack has moved and nothing can be suspended",
            """
            local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end
            table.sort({3, 2, 1}, function() deep(1000) while true do end end)
            """
        ),
        .stopped("collecting garbage again and again", "while true do collectgarbage() end"),
        .stopped(
            "making coroutines again and again",
            "while true do coroutine.wrap(function() coroutine.yield() end)() end"
        ),
        .stopped("raising again and again", "while true do pcall(error, {}) end"),
    ]

    /// Loops in every metamethod, each reached by the operation that calls it.
    static let metamethodLoops: [HostileScript] = [
        ("__index", "return a.x"), ("__newindex", "a.x = 1"), ("__call", "a()"), ("__eq", "return a == b"),
        ("__lt", "return a < b"), ("__le", "return a <= b"), ("__concat", "return a .. b"), ("__len", "return #a"),
        ("__unm", "return -a"), ("__add", "return a + b"), ("__idiv", "return 1 // a"), ("__band", "return a & 1"),
        ("__bnot", "return ~a"), ("__tostring", "return tostring(a)"), ("__pairs", "for _ in pairs(a) do end"),
        ("__close", "local c <close> = a"), ("__lt", "table.sort {a, b}"), ("__len", "return table.unpack(a)"),
        ("__index", "return table.concat(a, '', 1, 2)"), ("__tostring", "return string.format('%s', a)"),
    ].map { name, operation in
        .stopped(
            "a loop in \(name), called by: \(operation)",
            """
            local metatable = {\(name) = function() while true do end end}
            local a, b = setmetatable({}, metatable), setmetatable({}, metatable)
            \(operation)
            """
        )
    }

    /// Loops inside what is meant to catch errors or to clean up: nothing may swallow the end of a script.
    static let swallowers: [HostileScript] = [
        .stopped("pcall", "while true do pcall(function() while true do end end) end"),
        .stopped("pcall in pcall", "pcall(pcall, function() while true do end end) while true do end"),
        .stopped(
            "two pcalls at every level",
            "local function f() pcall(f) pcall(f) end f() while true do pcall(f) end"
        ),
        .stopped(
            "xpcall",
            "xpcall(function() while true do end end, function() return 'swallowed' end) while true do end"
        ),
        .stopped("a handler of xpcall", "xpcall(error, function() while true do end end)"),
        .stopped("a handler of xpcall, again", "while true do xpcall(error, function() while true do end end) end"),
        .stopped("coroutine.wrap", "pcall(coroutine.wrap(function() while true do end end)) while true do end"),
        .stopped(
            "coroutine.resume",
            "while true do coroutine.resume(coroutine.create(function() while true do end end)) end"
        ),
        .stopped(
            "pcall in a coroutine",
            "coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()"
        ),
        .stopped(
            "coroutines in coroutines",
            """
            local function nest(n) if n == 0 then while true do end end pcall(coroutine.wrap(nest), n - 1) while true do end end
            nest(20)
            """
        ),
        .stopped(
            "__close",
            "local x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end"
        ),
        .stopped(
            "__close in pcall",
            """
            pcall(function()
              local x <close> = setmetatable({}, {__close = function() while true do pcall(function() while true do end end) end end})
              while true do end
            end)
            while true do end
            """
        ),
        .stopped(
            "__close that declares another one to close",
            """
            local function close() local x <close> = setmetatable({}, {__close = close}) while true do end end
            close()
            """
        ),
        .stopped(
            "__close that keeps busy in C",
            """
            local x <close> = setmetatable({}, {__close = function() while true do pcall(table.move, {}, 1, 1 << 50, 2) end end})
            while true do end
            """
        ),
        .stopped(
            "__close that goes on in another coroutine",
            """
            local others = {}
            for i = 1, 50 do
              others[i] = coroutine.create(function() coroutine.yield() while true do end end)
              coroutine.resume(others[i])
            end
            local x <close> = setmetatable({}, {__close = function() for _, co in ipairs(others) do coroutine.resume(co) end while true do end end})
            while true do end
            """
        ),
        .stopped(
            "coroutine.close",
            """
            local co = coroutine.create(function()
              local x <close> = setmetatable({}, {__close = function() while true do end end})
              coroutine.yield()
            end)
            coroutine.resume(co)
            pcall(coroutine.close, co)
            while true do end
            """
        ),
        .stopped(
            "coroutine.close of one that closes another",
            """
            local function close()
              local co = coroutine.create(function()
                local x <close> = setmetatable({}, {__close = close})
                coroutine.yield()
              end)
              coroutine.resume(co)
              local y <close> = setmetatable({}, {__close = function() coroutine.close(co) end})
              while true do end
            end
            close()
            """
        ),
        .stopped(
            "all of it at once",
            """
            pcall(function()
              local x <close> = setmetatable({}, {__close = function()
                local y <close> = setmetatable({}, {__close = function() while true do end end})
                while true do pcall(function() while true do end end) end
              end})
              coroutine.wrap(function() pcall(function() while true do end end) while true do end end)()
            end)
            while true do end
            """
        ),
        .stopped("a module that is required again", "while true do pcall(require, 'endless') end"),
    ]
}
