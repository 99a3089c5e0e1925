extension HostileScript {
    /// What overflows the C stack of Debian's Lua 5.4.4: coroutines that close coroutines.
    static let closings: [HostileScript] = [
        .fails(
            "C stack overflow",
            "coroutines that close each other, thousands deep",
            """
            local inner
            for _ = 1, 20000 do
              local next_one = inner
              inner = coroutine.create(function()
                local x <close> = setmetatable({}, {__close = function()
                  if next_one then
                    local ok, message = coroutine.close(next_one)
                    if not ok then error(message, 0) end
                  end
                end})
                coroutine.yield()
              end)
              coroutine.resume(inner)
            end
            local ok, message = coroutine.close(inner)
            error(message, 0)
            """
        ),
        .fails(
            "C stack overflow",
            "wrapped coroutines that fail in each other, thousands deep",
            """
            local inner
            for _ = 1, 20000 do
              local next_one = inner
              inner = coroutine.wrap(function()
                local x <close> = setmetatable({}, {__close = function() if next_one then next_one() end end})
                coroutine.yield()
                error("x", 0)
              end)
              inner()
            end
            inner()
            """
        ),
        .returns(
            "true",
            "closing while closing, a hundred deep",
            """
            local inner
            for _ = 1, 100 do
              local next_one = inner
              inner = coroutine.create(function()
                local x <close> = setmetatable({}, {__close = function() if next_one then assert(coroutine.close(next_one)) end end})
                coroutine.yield()
              end)
              coroutine.resume(inner)
            end
            return coroutine.close(inner)
            """
        ),
    ]
}
