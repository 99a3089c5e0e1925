extension SandboxDifference {
    static let changed: [SandboxDifference] = [
        .init(
            what: "an unknown global",
            reason: "a misspelt name is an error and not nil; `rawget(_G, name)` asks",
            script: "print(pcall(load('return mispelt', '=test')), rawget(_G, 'mispelt'))",
            plain: "true\tnil",
            sandboxed: "false\tnil"
        ),
        .init(
            what: "the metatable of `_G`",
            reason: "it is what finds misspelt names",
            script: "print(getmetatable(_G), (pcall(setmetatable, _G, {})))",
            plain: "nil\ttrue",
            sandboxed: "false\tfalse"
        ),
        .init(
            what: "changes to the libraries",
            reason: "what one script does there, another one would find",
            script: """
                print((pcall(function() string.trim = print end)))
                print((pcall(rawset, table, "insert", print)))
                print((pcall(function() getmetatable("").__name = "text" end)))
                """,
            plain: "true\ntrue\ntrue",
            sandboxed: "false\nfalse\nfalse"
        ),
        .init(
            what: "`next` and `rawget` of a library",
            reason: "a script sees a look at the library; `pairs` and indexing work",
            script: """
                print(next(utf8) ~= nil, rawget(utf8, "len") ~= nil, utf8.len ~= nil, getmetatable("").__add ~= nil)
                local count = 0
                for _ in pairs(utf8) do count = count + 1 end
                print(count)
                """,
            plain: "true\ttrue\ttrue\ttrue\n6",
            sandboxed: "false\tfalse\ttrue\tfalse\n6"
        ),
        .init(
            what: "`load` without an environment",
            reason: "text gets the environment of who loads it, and not more",
            script: """
                x = "the global one"
                local function own() local load, _ENV = load, { x = "its own" } return load("return x")() end
                print(own())
                """,
            plain: "the global one",
            sandboxed: "its own"
        ),
        .init(
            what: "`require`",
            reason: "it finds modules of the host and those beside the runbook; their top level may wait",
            script: """
                local _, message = pcall(require, "nowhere")
                print((message:match("^[^\\n]*")))
                """,
            plain: "module 'nowhere' not found:",
            sandboxed: "unknown name 'nowhere'"
        ),
        .init(
            what: "`os.time()`, `os.date()`, `os.clock()`",
            reason: "the clock is the run's, which in a simulated run jumps",
            script: "print(os.time(), os.date('!%F %T'), os.clock())",
            plain: nil,
            sandboxed: "1800000000\t2027-01-15 08:00:00\t12.5"
        ),
        .init(
            what: "`math.random` before `math.randomseed`, `math.randomseed()`",
            reason: "chance is the run's, so that a simulated run can be repeated",
            script: "print(math.random(1 << 40)) math.randomseed() print(math.random(1 << 40))",
            plain: nil,
            sandboxed: "335942005698\n519769729555"
        ),
        .init(
            what: "`print`, `warn`",
            reason: "they write to the log",
            script: "warn('@on') warn('care', 'ful')",
            plain: "",
            sandboxed: "log: careful"
        ),
        .init(
            what: "`collectgarbage` but `count` and `collect`",
            reason: "how the collector works is the host's affair",
            script: "print(collectgarbage('stop'), collectgarbage('isrunning'), (collectgarbage('generational')))",
            plain: "0\tfalse\tgenerational",
            sandboxed: "0\ttrue\tincremental"
        ),
    ]
}
