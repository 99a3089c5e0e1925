/// What the sandbox keeps from runbooks of the standard libraries, as linters and editors have to know it.
enum RemovedFromLua {
    /// Libraries of which nothing is there.
    static let libraries = ["io"]
    /// Single functions.
    static let functions = [
        "debug.debug", "debug.gethook", "debug.getinfo", "debug.getlocal", "debug.getmetatable", "debug.getregistry",
        "debug.getupvalue", "debug.getuservalue", "debug.setcstacklimit", "debug.sethook", "debug.setlocal",
        "debug.setmetatable", "debug.setupvalue", "debug.setuservalue", "debug.upvalueid", "debug.upvaluejoin",
        "dofile", "loadfile", "os.execute", "os.exit", "os.getenv", "os.remove", "os.rename", "os.setlocale",
        "os.tmpname", "package.loaded", "package.path", "package.preload", "package.searchers", "package.searchpath",
        "string.dump",
    ]
}
