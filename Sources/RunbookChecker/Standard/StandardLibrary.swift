/// A library of Lua's own as runbooks see it: one table of what the sandbox leaves in place.
struct StandardLibrary {
    /// The global that it is in; empty for the functions that are globals themselves.
    let name: String
    let functions: [String: StandardFunction]
    /// Its fields that are no functions.
    let constants: Set<String>

    private init(_ name: String, constants: Set<String> = [], _ declarations: String...) {
        self.name = name
        self.constants = constants
        functions = Dictionary(
            declarations.map(StandardFunction.init).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The names that stand for something in it.
    var names: [String] { Array(functions.keys) + Array(constants) }

    /// The functions that are globals.
    static let base = StandardLibrary(
        "",
        constants: ["_G", "_VERSION"],
        "assert(any, value)",
        "collectgarbage(string?)",
        "error(value, integer?)",
        "getmetatable(any)",
        "ipairs(any)",
        "load(any, string?, string?, value)",
        "next(table, value)",
        "pairs(any)",
        "pcall(any)",
        "print(value)",
        "rawequal(any, any) -> boolean",
        "rawget(table, any)",
        "rawlen(any) -> integer",
        "rawset(table, any, any)",
        "require(string)",
        "select(any)",
        "setmetatable(table, any)",
        "tonumber(any, integer?)",
        "tostring(any) -> string",
        "type(any) -> string",
        "warn(string)",
        "xpcall(any, function)"
    )

    private static let libraries: [StandardLibrary] = [
        StandardLibrary(
            "coroutine",
            "close(any)",
            "create(function)",
            "isyieldable(value) -> boolean",
            "resume(any)",
            "running()",
            "status(any) -> string",
            "wrap(function)",
            "yield(value)"
        ),
        StandardLibrary("debug", "traceback(value)"),
        StandardLibrary(
            "math",
            constants: ["huge", "maxinteger", "mininteger", "pi"],
            "abs(number) -> number",
            "acos(number) -> number",
            "asin(number) -> number",
            "atan(number, number?) -> number",
            "ceil(number) -> number",
            "cos(number) -> number",
            "deg(number) -> number",
            "exp(number) -> number",
            "floor(number) -> number",
            "fmod(number, number) -> number",
            "log(number, number?) -> number",
            "max(number) -> number",
            "min(number) -> number",
            "modf(number) -> number",
            "rad(number) -> number",
            "random(integer?, integer?)! -> number",
            "randomseed(number?, integer?)",
            "sin(number) -> number",
            "sqrt(number) -> number",
            "tan(number) -> number",
            "tointeger(any)",
            "type(any)",
            "ult(integer, integer) -> boolean",
            // Those of Lua 5.2 that Debian keeps.
            "atan2(number, number?) -> number",
            "cosh(number) -> number",
            "frexp(number) -> number",
            "ldexp(number, integer) -> number",
            "log10(number) -> number",
            "pow(number, number) -> number",
            "sinh(number) -> number",
            "tanh(number) -> number"
        ),
        StandardLibrary(
            "os",
            "clock() -> number",
            "date(string?, number?)",
            "difftime(number, number) -> number",
            "time(table?) -> integer"
        ),
        // Whether it is there, the operator decides.
        StandardLibrary("package", constants: ["config", "cpath"], "loadlib(string, string)"),
        StandardLibrary(
            "string",
            "byte(string, integer?, integer?)",
            "char(integer?) -> string",
            "find(string, string, integer?, value)",
            "format(string) -> string",
            "gmatch(string, string, integer?)",
            "gsub(string, string, any, integer?) -> string",
            "len(string) -> integer",
            "lower(string) -> string",
            "match(string, string, integer?)",
            "pack(string) -> string",
            "packsize(string) -> integer",
            "rep(string, integer, string?) -> string",
            "reverse(string) -> string",
            "sub(string, integer, integer?) -> string",
            "unpack(string, string, integer?)",
            "upper(string) -> string"
        ),
        StandardLibrary(
            "table",
            "concat(table, string?, integer?, integer?) -> string",
            "insert(table, any, value)!",
            "move(table, integer, integer, integer, table?)",
            "pack(value)",
            "remove(table, integer?)",
            "sort(table, function?)",
            "unpack(any, integer?, integer?)"
        ),
        StandardLibrary(
            "utf8",
            constants: ["charpattern"],
            "char(integer?) -> string",
            "codepoint(string, integer?, integer?, value)",
            "codes(string, value)",
            "len(string, integer?, integer?, value)",
            "offset(string, integer, integer?)"
        ),
    ]

    /// The libraries by the names of their globals.
    static let byName: [String: StandardLibrary] = Dictionary(
        uniqueKeysWithValues: libraries.map { ($0.name, $0) }
    )

    /// Every global that is Lua's own.
    static let globalNames = Set(base.names).union(byName.keys)
}
