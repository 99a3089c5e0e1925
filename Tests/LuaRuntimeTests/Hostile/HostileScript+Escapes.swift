extension HostileScript {
    /// Ways out.
    static let escapes: [HostileScript] = [
        .fails(
            "attempt to load a binary chunk",
            "compiled code",
            #"assert(load("\27Lua\84\0\25\147\r\n\26\n\4\8\8"))"#
        ),
        .fails(
            "attempt to load a binary chunk",
            "compiled code in pieces",
            #"local n = 0 assert(load(function() n = n + 1 return n == 1 and "\27" or n == 2 and "Lua" or nil end))"#
        ),
        .fails("attempt to load a binary chunk", "compiled code by name", #"assert(load("\27Lua", "=x", "b"))"#),
        .fails("attempt to load a binary chunk", "compiled code by both names", #"assert(load("\27Lua", "=x", "bt"))"#),
        .fails("attempt to call a nil value (field 'dump')", "string.dump", "string.dump(print)"),
        .fails("attempt to call a nil value (field 'sethook')", "debug.sethook", "debug.sethook()"),
        .fails("attempt to call a nil value (field 'getregistry')", "debug.getregistry", "debug.getregistry()"),
        .fails("attempt to call a nil value (field 'setmetatable')", "debug.setmetatable", "debug.setmetatable(1, {})"),
        .fails("attempt to call a nil value (field 'execute')", "os.execute", "os.execute('true')"),
        .fails(
            "finalizers (__gc) are not available",
            "a finalizer",
            "setmetatable({}, {__gc = function() while true do end end})"
        ),
        .returns(
            "nil",
            "a finalizer that comes later",
            """
            local m, ran = {}, nil
            setmetatable({}, m)
            m.__gc = function() ran = true while true do end end
            setmetatable({}, {})
            collectgarbage() collectgarbage()
            return ran
            """
        ),
        .fails(
            "finalizers (__gc) are not available",
            "a finalizer that is not a function",
            "setmetatable({}, {__gc = true})"
        ),
        .fails(
            "cannot change a protected metatable",
            "the metatable of an error",
            "setmetatable(select(2, pcall(require('host').fail)), {})"
        ),
        .returns(
            "false",
            "what getmetatable gives of an error",
            "return getmetatable(select(2, pcall(require('host').fail)))"
        ),
        .fails(
            "attempt to yield across a C-call boundary",
            "a yield in an order for sort",
            "resume(function() table.sort({3, 2, 1}, coroutine.yield) end)"
        ),
        .fails(
            "attempt to yield across a C-call boundary",
            "a yield in a replacement",
            "resume(function() string.gsub('x', 'x', coroutine.yield) end)"
        ),
        .fails(
            "attempt to yield across a C-call boundary",
            "a yield in __tostring",
            "resume(function() tostring(setmetatable({}, {__tostring = coroutine.yield})) end)"
        ),
        .fails("attempt to yield from outside a coroutine", "a yield from the runbook itself", "coroutine.yield()"),
        .fails(
            "cannot resume non-suspended coroutine",
            "resuming the runbook itself",
            "local me = coroutine.running() resume(function() error(select(2, coroutine.resume(me)), 0) end)"
        ),
        .fails(
            "cannot close a running coroutine",
            "closing the runbook itself",
            "coroutine.close((coroutine.running()))"
        ),
        .fails(
            "cannot close a normal coroutine",
            "closing the runbook from inside",
            "local me = coroutine.running() resume(function() coroutine.close(me) end)"
        ),
    ]
}
