/// What Lua had once and has no more, with what to write instead.
enum MissingNames {
    /// The advice by the name as it is written in a script.
    static let advice: [String: String] = [
        "arg": "declare what the runbook needs with runbook.inputs",
        "bit32": "Lua 5.4 has operators in its place: & | ~ << >>",
        "getfenv": "Lua 5.4 has _ENV and the fourth argument of load in its place",
        "loadstring": "Lua 5.4 has load in its place",
        "math.mod": "Lua 5.4 has math.fmod in its place",
        "module": "let the module return a table",
        "setfenv": "Lua 5.4 has _ENV and the fourth argument of load in its place",
        "string.gfind": "Lua 5.4 has string.gmatch in its place",
        "table.getn": "Lua 5.4 has the operator # in its place",
        "table.maxn": "Lua 5.4 has the operator # in its place",
        "unpack": "Lua 5.4 has table.unpack in its place",
    ]
}
