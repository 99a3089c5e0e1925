extension HostileScript {
    /// Scripts that go too deep, for Lua's stack or for C's.
    static let depths: [HostileScript] = [
        .fails("stack overflow", "recursion", "local function f() return 1 + f() end f()"),
        .fails("stack overflow", "recursion with many arguments", "local function f(...) return 1 + f(1, ...) end f()"),
        .fails(
            "stack overflow",
            "recursion in a coroutine",
            "coroutine.wrap(function() local function f() return 1 + f() end f() end)()"
        ),
        .fails(
            "C stack overflow",
            "a replacement that replaces",
            "local function f(x) return (x:gsub('x', f)) end f('x')"
        ),
        .fails("C stack overflow", "an order that sorts", "local function f() table.sort({3, 2, 1}, f) end f()"),
        .fails(
            "C stack overflow",
            "__tostring that calls tostring",
            "local function f() return tostring(setmetatable({}, {__tostring = f})) end f()"
        ),
        .fails(
            "C stack overflow",
            "__index that indexes",
            "local m = {} function m.__index(t, k) return t[k .. 'x'] end return setmetatable({}, m).a"
        ),
        .fails(
            "C stack overflow",
            "__newindex that assigns",
            "local m = {} function m.__newindex(t, k, v) t[k .. 'x'] = v end setmetatable({}, m).a = 1"
        ),
        .fails(
            "C stack overflow",
            "__add that adds",
            "local m = {} function m.__add(a, b) return a + b end return setmetatable({}, m) + 1"
        ),
        .fails(
            "C stack overflow",
            "__eq that compares",
            "local m = {} function m.__eq(a, b) return a == b end return setmetatable({}, m) == setmetatable({}, m)"
        ),
        .fails(
            "overflow",
            "__concat that concatenates",
            "local m = {} function m.__concat(a, b) return a .. b end return setmetatable({}, m) .. 'x'"
        ),
        .fails(
            "loop",
            "tables that are each other's __index",
            "local t = {} setmetatable(t, {__index = t}) return t.x"
        ),
        .fails(
            "loop",
            "tables that are each other's __newindex",
            "local t = {} setmetatable(t, {__newindex = t}) t.x = 1"
        ),
        .fails(
            "not enough memory",
            "a class that is its own __call",
            "local c = {} c.__call = setmetatable({}, c) setmetatable({}, c)()"
        ),
        .fails(
            "not enough memory",
            "a class that is its own __call, in pcall",
            "local c = {} c.__call = c setmetatable(c, c) error(select(2, pcall(c)))"
        ),
        .fails("C stack overflow", "coroutines in coroutines", "local function f() return coroutine.wrap(f)() end f()"),
        .fails(
            "C stack overflow",
            "coroutines that resume coroutines",
            """
            local function f() local ok, message = coroutine.resume(coroutine.create(f)) if not ok then error(message, 0) end end
            f()
            """
        ),
        .fails(
            "error in error handling",
            "a handler that fails",
            "local ok, message = xpcall(error, function() error() end) error(message, 0)"
        ),
        .fails(
            "error in error handling",
            "a handler that goes too deep",
            """
            local function f() return 1 + f() end
            local ok, message = xpcall(f, f)
            error(message, 0)
            """
        ),
        .fails("overflow", "brackets without end", "assert(load('return ' .. ('('):rep(100000)))"),
        .fails("overflow", "tables in tables in text", "assert(load('return ' .. ('{'):rep(100000)))"),
        .fails("overflow", "blocks in blocks in text", "assert(load(('do '):rep(100000)))"),
        .fails("overflow", "signs without end in text", "assert(load('return ' .. ('- '):rep(100000) .. '1'))"),
        .fails(
            "overflow",
            "concatenations without end in text",
            "assert(load('return ' .. ('a ..'):rep(100000) .. 'b'))"
        ),
        .fails(
            "function or expression needs too many registers",
            "arguments without end in text",
            "assert(load('return f(' .. ('a,'):rep(300) .. 'a)'))"
        ),
        .fails("too many local variables", "variables without end in text", "assert(load(('local a '):rep(300)))"),
        .fails(
            "not enough memory",
            "too many results of string.unpack",
            "string.unpack(('b'):rep(1000000), ('x'):rep(1000000))"
        ),
        .fails("an error value that cannot be shown", "an error that contains itself", "local t = {} t.t = t error(t)"),
    ]
}
