extension SandboxDifference {
    /// Shown with limits that are lower than those of a run.
    static let limited: [SandboxDifference] = [
        .init(
            what: "computing without end",
            reason: "30 seconds without a wait, ten minutes in all, and no `pcall` goes on after that",
            script: """
                local n = 0
                pcall(function() for _ = 1, 20000000 do n = n + 1 end end)
                print(n)
                """,
            plain: "20000000",
            sandboxed: "test.lua:2: the script has computed for too long without waiting for anything"
        ),
        .init(
            what: "memory without end",
            reason: "1 GiB for each run; the error can be caught",
            script: "print(pcall(function() return #('x'):rep(1 << 26) end))",
            plain: "true\t67108864",
            sandboxed: "false\tnot enough memory"
        ),
        .init(
            what: "patterns that try for ever",
            reason: "one match has 500 million steps, a second or two",
            script: "print((pcall(string.find, ('a'):rep(20), ('a?'):rep(20) .. ('a'):rep(21))))",
            plain: "true",
            sandboxed: "test.lua:1: the script has computed for too long without waiting for anything"
        ),
        .init(
            what: "a gigabyte of text in one call's arguments",
            reason: "C functions that look at each of them cannot be interrupted",
            script: """
                local s = ("7"):rep(1 << 22)
                local many = {}
                for i = 1, 300 do many[i] = s end
                print((pcall(string.format, "", table.unpack(many))))
                """,
            plain: "true",
            sandboxed: "false"
        ),
    ]
}
