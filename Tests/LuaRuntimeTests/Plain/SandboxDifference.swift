/// Something that the sandbox does otherwise than plain Lua, on purpose. The README has the same list.
struct SandboxDifference: Sendable {
    /// What is different, as the README's table calls it.
    var what: String
    /// Why, in the README's words.
    var reason: String
    /// A script that shows it.
    var script: String
    /// What `lua5.4` prints; nil when it is something else in every run.
    var plain: String?
    /// What the sandbox prints, and the error when it ends with one.
    var sandboxed: String

    static let all: [SandboxDifference] = removed + changed + limited

    private static let removed: [SandboxDifference] = [
        .init(
            what: "`io`, `dofile`, `loadfile`, `package`",
            reason: "files are read where the operator lets them be",
            script: """
                for _, name in ipairs { "io", "dofile", "loadfile", "package" } do print(type(rawget(_G, name))) end
                """,
            plain: "table\nfunction\nfunction\ntable",
            sandboxed: "nil\nnil\nnil\nnil"
        ),
        .init(
            what: "`os` but `time`, `date`, `clock`, `difftime`",
            reason: "programs, files and the process belong to the operator",
            script: """
                local there = {}
                for name in pairs(os) do there[#there + 1] = name end
                table.sort(there)
                print(table.concat(there, " "))
                """,
            plain: "clock date difftime execute exit getenv remove rename setlocale time tmpname",
            sandboxed: "clock date difftime time"
        ),
        .init(
            what: "`debug` but `traceback`",
            reason: "it reaches into other functions, and past every protection",
            script: """
                local others = 0
                for name in pairs(debug) do if name ~= "traceback" then others = others + 1 end end
                print(others > 0, type(debug.traceback))
                """,
            plain: "true\tfunction",
            sandboxed: "false\tfunction"
        ),
        .init(
            what: "`string.dump`, compiled chunks",
            reason: "crafted bytecode corrupts memory",
            script: "print(type(string.dump), load('\\27Lua'))",
            plain: "function\tnil\tbinary string: bad binary format (truncated chunk)",
            sandboxed: "nil\tnil\tattempt to load a binary chunk (mode is 't')"
        ),
        .init(
            what: "finalizers (`__gc`)",
            reason: "they would run at moments that nobody chose; use a to-be-closed variable",
            script: "print(pcall(function() return type(setmetatable({}, { __gc = function() end })) end))",
            plain: "true\ttable",
            sandboxed: "false\ttest.lua:1: finalizers (__gc) are not available in a runbook; "
                + "use a to-be-closed variable (local x <close> = ...)"
        ),
        .init(
            what: "a weak table as a metatable",
            reason: "Lua 5.4.4 corrupts memory with one",
            script: """
                local weak = setmetatable({}, { __mode = "k" })
                print(pcall(function() return type(setmetatable({}, weak)) end))
                """,
            plain: "true\ttable",
            sandboxed: "false\ttest.lua:2: a metatable must not itself be weak in a runbook; "
                + "keep weak references in another table"
        ),
    ]
}
