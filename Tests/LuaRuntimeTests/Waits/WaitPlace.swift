import Testing

/// A place in a script where a host function waits, or cannot.
struct WaitPlace: Sendable, CustomTestStringConvertible {
    var name: String
    /// Finds `host` and `wait`, which waits for as many seconds as it is told and returns them.
    var source: String
    /// What the script returns; for a place that cannot wait, the end of the error's message.
    var expected: String
    /// How many seconds have passed then.
    var seconds = 0

    var testDescription: String { name }

    /// Where Lua permits a wait.
    static let possible: [WaitPlace] = [
        .init(
            name: "an iterator",
            source:
                "local n = 0 for s in function(_, s) s = (s or 0) + 1 return s < 4 and wait(s) or nil end do n = n + s end return n",
            expected: "6",
            seconds: 6
        ),
        .init(name: "pcall", source: "return pcall(wait, 5)", expected: "true 5", seconds: 5),
        .init(
            name: "pcall in pcall, with an error after",
            source: "return pcall(pcall, function() wait(5) error('after', 0) end)",
            expected: #"true false "after""#,
            seconds: 5
        ),
        .init(name: "the body of xpcall", source: "return xpcall(wait, print, 5)", expected: "true 5", seconds: 5),
        .init(
            name: "the body of xpcall, with an error after",
            source: "return xpcall(function() wait(5) error('after', 0) end, string.upper)",
            expected: #"false "AFTER""#,
            seconds: 5
        ),
        .init(
            name: "__index",
            source: "return setmetatable({}, {__index = function(_, k) return wait(k) end})[7]",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "__newindex",
            source:
                "local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, wait(v)) end}) t.x = 7 return t.x",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "__call",
            source: "return setmetatable({}, {__call = function(_, s) return wait(s) end})(7)",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "__add",
            source: "return setmetatable({}, {__add = function(_, s) return wait(s) end}) + 7",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "__concat",
            source: "return 'a' .. setmetatable({}, {__concat = function(l, r) return wait(7) .. r end}) .. 'b'",
            expected: #""a7b""#,
            seconds: 7
        ),
        .init(
            name: "__eq",
            source:
                "local m = {__eq = function() return wait(7) end} return setmetatable({}, m) == setmetatable({}, m)",
            expected: "true",
            seconds: 7
        ),
        .init(
            name: "__lt",
            source: "local m = {__lt = function() return wait(7) end} return setmetatable({}, m) < setmetatable({}, m)",
            expected: "true",
            seconds: 7
        ),
        .init(
            name: "__le",
            source:
                "local m = {__le = function() return wait(7) end} return not (setmetatable({}, m) <= setmetatable({}, m))",
            expected: "false",
            seconds: 7
        ),
        .init(
            name: "__len",
            source: "return #setmetatable({}, {__len = function() return wait(7) end})",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "__unm",
            source: "return -setmetatable({}, {__unm = function() return wait(7) end})",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "__pairs",
            source:
                "for k in pairs(setmetatable({}, {__pairs = function() wait(7) return next, {x = 1} end})) do return k end",
            expected: #""x""#,
            seconds: 7
        ),
        .init(
            name: "__close at the end of a block",
            source: "do local x <close> = setmetatable({}, {__close = function() wait(7) end}) end return 'out'",
            expected: #""out""#,
            seconds: 7
        ),
        .init(
            name: "__close after return",
            source:
                "return (function() local x <close> = setmetatable({}, {__close = function() wait(7) end}) return wait(1) end)()",
            expected: "1",
            seconds: 8
        ),
        .init(
            name: "__close after break",
            source:
                "while true do local x <close> = setmetatable({}, {__close = function() wait(7) end}) break end return 1",
            expected: "1",
            seconds: 7
        ),
        .init(
            name: "__close while an error passes",
            source:
                "return pcall(function() local x <close> = setmetatable({}, {__close = function(_, e) wait(7) end}) error('e', 0) end)",
            expected: #"false "e""#,
            seconds: 7
        ),
        .init(
            name: "__close of two, both waiting and failing",
            source: """
                local function guard(n) return setmetatable({}, {__close = function(_, e) wait(n) error(tostring(e) .. n, 0) end}) end
                return pcall(function() local a <close> = guard(1) local b <close> = guard(2) wait(4) end)
                """,
            expected: #"false "nil21""#,
            seconds: 7
        ),
        .init(
            name: "the closing value of a loop",
            source:
                "for i in function(_, i) return not i and 1 or nil end, nil, nil, setmetatable({}, {__close = function() wait(7) end}) do end return 'out'",
            expected: #""out""#,
            seconds: 7
        ),
        .init(name: "a tail call", source: "return wait(7)", expected: "7", seconds: 7),
        .init(name: "loaded text", source: "return load('return (...)(7)')(wait)", expected: "7", seconds: 7),
        .init(name: "an argument of another wait", source: "return wait(wait(wait(2)))", expected: "2", seconds: 6),
        .init(
            name: "a hundred calls deep",
            source: "local function f(n) if n == 0 then return wait(7) end return (f(n - 1)) end return f(100)",
            expected: "7",
            seconds: 7
        ),
        .init(
            name: "a hundred pcalls deep",
            source:
                "local function f(n) if n == 0 then return wait(7) end return select(2, pcall(f, n - 1)) end return f(100)",
            expected: "7",
            seconds: 7
        ),
    ]
}
