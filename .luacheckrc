-- Written by latchkey types; remove this line to keep changes of your own.
std = "lua54"

-- What runbooks have beside the language.
read_globals = {
  runbook = { fields = { "inputs" } },
}

-- What the sandbox keeps from them.
not_globals = {
  "io",
  "debug.debug",
  "debug.gethook",
  "debug.getinfo",
  "debug.getlocal",
  "debug.getmetatable",
  "debug.getregistry",
  "debug.getupvalue",
  "debug.getuservalue",
  "debug.setcstacklimit",
  "debug.sethook",
  "debug.setlocal",
  "debug.setmetatable",
  "debug.setupvalue",
  "debug.setuservalue",
  "debug.upvalueid",
  "debug.upvaluejoin",
  "dofile",
  "loadfile",
  "os.execute",
  "os.exit",
  "os.getenv",
  "os.remove",
  "os.rename",
  "os.setlocale",
  "os.tmpname",
  "package.loaded",
  "package.path",
  "package.preload",
  "package.searchers",
  "package.searchpath",
  "string.dump",
}
