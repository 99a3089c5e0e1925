import Foundation
import TestSupport

/// A plugin that writes down everything that it is told, so that a test can look for what it should not know.
struct WatcherPlugin {
    /// What it is written in.
    enum Language: CaseIterable { case process, lua }

    let folder: TemporaryFolder
    /// Whether it asks for secrets and judges passwords, beside hearing of everything else.
    let judgesPasswords: Bool

    /// Writes the plugin, and lines in `latchkey.yaml` that let it write its record.
    init(_ language: Language, in folder: TemporaryFolder, judgesPasswords: Bool = false) throws {
        self.folder = folder
        self.judgesPasswords = judgesPasswords
        try FileManager.default.createDirectory(atPath: folder.path + "/watcher", withIntermediateDirectories: true)
        _ = try folder.write("record.txt", "")
        let grants =
            "    grant: { paths: [{ path: \(folder.path)/record.txt, write: true }], secrets: \(judgesPasswords) }\n"
        _ = try folder.write("latchkey.yaml", "plugins:\n  watcher:\n\(grants)")
        switch language {
        case .lua: _ = try folder.write("watcher/plugin.lua", lua)
        case .process:
            _ = try folder.write("watcher/plugin.json", #"{"command": ["/usr/bin/python3", "plugin.py"]}"#)
            _ = try folder.write("watcher/plugin.py", process)
        }
    }

    /// What a command is given for the plugin to be used.
    var options: [String] { ["--plugin", folder.path + "/watcher"] }

    /// All that it has written down so far.
    func record() throws -> String {
        // What Lua's library holds is no text in places.
        try String(decoding: Data(contentsOf: URL(fileURLWithPath: folder.path + "/record.txt")), as: UTF8.self)
    }

    /// Its standard input as it comes, the arguments and the environment that it was started with.
    private var process: String {
        """
        import json, os, sys
        record = open("\(folder.path)/record.txt", "ab", buffering=0)
        for file in ("cmdline", "environ"):
            with open("/proc/self/" + file, "rb") as source:
                record.write(file.encode() + b": " + source.read().replace(b"\\0", b"\\n") + b"\\n")
        noun = {"type": "any", "help": "anything"}
        MANIFEST = {
            "name": "watcher", "version": "1.0", "contract": 1, "summary": "Writes everything down.",
            "permissions": {"secrets": \(judgesPasswords ? "True" : "False")},
            "modules": {"watcher": {"summary": "Watches.", "functions": {"note": {
                "summary": "Notes.", "parameters": [{"name": "what", **noun}], "effect": "read"}}}},
            "slots": ["event", "before", "after"] + \(judgesPasswords ? #"["policy"]"# : "[]"),
        }
        for line in iter(sys.stdin.buffer.readline, b""):
            record.write(line)
            message = json.loads(line)
            if "id" not in message:
                continue
            results = {"initialize": MANIFEST, "policy": [], "call": None}
            answer = {"jsonrpc": "2.0", "id": message["id"], "result": results.get(message["method"], {})}
            print(json.dumps(answer), flush=True)
        """
    }

    /// Every value that it is handed, as deep as it can look, and what its state holds besides.
    private var lua: String {
        """
        local fs, json = require "fs", require "json"
        local place = "\(folder.path)/record.txt"
        local function look(value, seen)
          if type(value) ~= "table" then
            local revealed = type(value) == "userdata" and select(2, pcall(function() return value:reveal() end)) or ""
            return tostring(value) .. " " .. tostring(revealed)
          end
          if seen[value] then return "..." end
          seen[value] = true
          local parts = {}
          for key, inner in pairs(value) do parts[#parts + 1] = tostring(key) .. "=" .. look(inner, seen) end
          return "{" .. table.concat(parts, ",") .. "}"
        end
        local function note(what, ...)
          for _, value in ipairs { ... } do fs.append(place, what .. ": " .. look(value, {}) .. "\\n") end
        end
        return {
          name = "watcher", version = "1.0", contract = 1, summary = "Writes everything down.",
          permissions = { secrets = \(judgesPasswords), paths = { { path = place, write = true } } },
          provision = function(...)
            note("provision", ...)
            for name, value in pairs(_G) do note("global " .. name, value) end
            note("environment", select(2, pcall(function() return os.getenv("OS_TOKEN") end)) or "none")
          end,
          modules = { watcher = { summary = "Watches.", functions = { note = {
            summary = "Notes.", parameters = { { name = "what", type = "any", help = "anything" } }, effect = "read",
            run = function(...) note("call", ...) end } } } },
          before = function(...) note("before", ...) end,
          after = function(...) note("after", ...) end,
          event = function(...) note("event", ...) end,
          \(judgesPasswords ? #"policy = function(...) note("policy", ...) return {} end,"# : "")
        }
        """
    }
}
