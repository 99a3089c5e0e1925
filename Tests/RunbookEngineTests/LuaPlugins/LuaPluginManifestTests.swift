import AutomationCore
import Foundation
import RunbookEngine
import TestSupport
import Testing

@Suite struct LuaPluginManifestTests {
    @Test func `a manifest says who the plugin is, what can be set, and what it asks for`() async throws {
        let fixture = try LuaPluginFixture(
            """
            options = {
              url = { type = "string", help = "where to post" },
              token = { type = "secret", help = "whom to post as", optional = true },
              level = { type = "choice", choices = { "low", "high" }, help = "how loud", default = "low" },
              wait = { type = "duration", help = "how long", default = "10s" },
              tags = { type = "list", of = "string", help = "labels", default = {} },
            },
            permissions = {
              hosts = { "hooks.example.com" }, paths = { "inventory.csv", { path = "/y", write = true } },
              programs = { "gpg" }, secrets = true, native = false,
            },
            modules = { webhook = { summary = "Posts.", functions = { post = {
              summary = "Posts a text.",
              parameters = { { name = "text", type = "string", help = "what" } },
              options = { loud = { type = "boolean", help = "whether loudly", default = false } },
              returns = { type = "integer", help = "the status" }, effect = "idempotent",
              run = function(text, options) return 200 end,
            } } } },
            """,
            name: "webhook"
        )
        let plugin = try await fixture.load()
        #expect(plugin.manifest.name == "webhook")
        #expect(
            plugin.manifest.options == [
                Parameter("level", .choice(["low", "high"]), "how loud", default: "\"low\""),
                Parameter("tags", .list(.string), "labels", default: "{}"),
                Parameter("token", .optional(.secret), "whom to post as"),
                Parameter("url", .string, "where to post"),
                Parameter("wait", .duration, "how long", default: "\"10s\""),
            ]
        )
        #expect(
            plugin.manifest.permissions
                == Grants(
                    paths: [.init("inventory.csv", isWritable: false), .init("/y", isWritable: true)],
                    hosts: ["hooks.example.com"],
                    programs: ["gpg"],
                    allowsSecrets: true
                )
        )
        let function = try #require(plugin.modules.first?.functions.first)
        #expect(function.effect == .idempotent)
        #expect(function.options.first?.defaultText == "false")
        #expect(function.returns?.type == .integer)
    }

    @Test(arguments: [
        ("optins = {}", "there is no field \"optins\"; did you mean \"options\"?"),
        ("options = { url = { type = \"sting\", help = \"x\" } }", "options.url.type: expected one of \"string\""),
        ("options = { url = { type = \"sting\", help = \"x\" } }", "got \"sting\"; did you mean \"string\"?"),
        ("options = { url = { type = \"string\" } }", "options.url.help: is missing: expected a string"),
        ("options = { url = { type = \"string\", help = 5 } }", "options.url.help: expected a string, got a number"),
        ("options = { url = { type = \"string\", help = \"x\", deflt = 1 } }", "did you mean \"default\"?"),
        (
            "options = { n = { type = \"integer\", help = \"x\", default = \"a\" } }",
            "options.n.default: expected a whole number, got a string"
        ),
        (
            "options = { n = { type = \"string\", help = \"x\", default = \"a\", optional = true } }",
            "options.n.default: what has a default need not be optional"
        ),
        ("options = { c = { type = \"choice\", help = \"x\" } }", "options.c.choices: is missing"),
        ("options = { c = { type = \"string\", choices = { \"a\" }, help = \"x\" } }", "only a choice has choices"),
        ("options = { Url = { type = \"string\", help = \"x\" } }", "the option \"Url\" has no legal name"),
        ("options = { \"a\" }", "options: expected a table with named fields, got a list"),
        ("permissions = { host = {} }", "permissions: there is no field \"host\"; did you mean \"hosts\"?"),
        ("permissions = { hosts = \"a\" }", "permissions.hosts: expected a list, got a string"),
        ("permissions = { hosts = { 5 } }", "permissions.hosts[1]: expected a string, got a number"),
        ("permissions = { paths = { \"./srv\" } }", "permissions.paths[1]: expected a path without . and .."),
        ("permissions = { paths = { \"/srv/../etc\" } }", "permissions.paths[1]: expected a path without . and .."),
        ("permissions = { secrets = 1 }", "permissions.secrets: expected a boolean, got a number"),
        ("inventory = {}", "inventory: expected a function, got an empty table"),
        ("secret_store = { read = function() end }", "secret_store.write: is missing: expected a function"),
        ("modules = { Big = {} }", "modules.Big: the name must be lower-case letters"),
        ("modules = { m = { summary = \"x\" } }", "modules.m.functions: is missing"),
        (
            "modules = { m = { summary = \"x\", functions = { f = { summary = \"x\" } } } }",
            "modules.m.functions.f.run: is missing: expected a function"
        ),
        ("modules = { m = { summary = \"x\", functions = { [\"end\"] = {} } } }", "no word of Lua's own"),
        (
            "modules = { m = { summary = \"x\", functions = { f = { summary = \"x\", effect = \"none\" } } } }",
            "modules.m.functions.f.effect: expected one of \"read\", \"idempotent\", \"once\", got \"none\""
        ),
        (
            """
            modules = { m = { summary = "x", functions = { f = { summary = "x", run = print, parameters = {
              { name = "a", type = "string", help = "x", optional = true }, { name = "b", type = "string", help = "x" } } } } } }
            """, "modules.m.functions.f.parameters[2]: what must be given cannot follow what may be left out"
        ),
        (
            "modules = { json = { summary = \"x\", functions = { f = { summary = \"x\", run = print } } } }",
            "modules.json: there is a built-in module of this name"
        ),
        (
            "modules = { fleet = { summary = \"x\", functions = { f = { summary = \"x\", run = print } } } }",
            "modules.fleet: there is a built-in module of this name"
        ),
        (
            "modules = { vault = { summary = \"x\", functions = { f = { summary = \"x\", run = print } } } }",
            "modules.vault: there is a built-in module of this name"
        ),
        ("version = 1", "version: expected a string, got a number"),
        ("contract = 2", "contract: it was made for version 2 of the plugin contract; this release has 1"),
        ("name = \"Team\"", "the name must be lower-case letters"),
    ])
    func `a mistake in a manifest is told with its place`(fields: String, problem: String) async throws {
        let error = try #require(await LuaPluginFixture(fields).mistake(reserved: ["vault"]))
        #expect(error.kind == .plugin)
        #expect(error.message.contains("plugin.lua: "))
        #expect(error.message.contains(problem), "\(error.message)")
    }

    @Test(arguments: [
        ("return 5", "plugin.lua: must return one table, the plugin's; got a number", ErrorKind.plugin),
        ("local x = 1", "plugin.lua: must return one table, the plugin's; got nothing", .plugin),
        ("return {}, {}", "plugin.lua: must return one table, the plugin's; got 2 values", .plugin),
        ("return { name = \"a\" }", "plugin.lua: contract: is missing: expected contract = 1", .plugin),
        ("return {", "plugin.lua:1:", .plugin),
        ("error(\"no\")", "plugin.lua:1: no", .plugin),
        ("prnt(1)", "there is no variable 'prnt'; did you mean 'print'?", .plugin),
        ("while true do end", "the script has computed for too long", .limit),
        ("local t = {} for i = 1, 1e9 do t[i] = {} end", "it has used up its memory, which is 64 MB", .limit),
        (
            "local fs = require \"fs\" fs.write(\"x\", \"y\")",
            "fs.write cannot be called while the plugin says what it is", .permission
        ),
        ("require(\"log\").info(\"hello\") return 5", "got a number", .plugin),
    ])
    func `a file that gives no manifest is told from one that has a mistake`(
        source: String,
        problem: String,
        kind: ErrorKind
    ) async throws {
        let fixture = try LuaPluginFixture(source: source)
        let error = try #require(await fixture.mistake())
        #expect(error.kind == kind)
        #expect(error.message.contains(problem), "\(error.message)")
        #expect(!FileManager.default.fileExists(atPath: fixture.path + "/x"))
        #expect(fixture.events.all.isEmpty)
    }

    @Test func `a folder that is not there, or has no plugin in it, is told by its name`() async throws {
        let folder = try TemporaryFolder()
        for (name, problem) in [("nowhere", "there is no folder nowhere"), (".", "there is no plugin.lua in .")] {
            let error = await #expect(throws: AutomationError.self) {
                try await LuaPlugin.load(folder: name, files: FileRoot(folder.path))
            }
            #expect(error?.message.contains(problem) == true)
        }
        let outside = try TemporaryFolder()
        let file = try outside.write("other.lua", "return {}")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/plugin.lua",
            withDestinationPath: file
        )
        let error = await #expect(throws: AutomationError.self) {
            try await LuaPlugin.load(folder: ".", files: FileRoot(folder.path))
        }
        #expect(error?.message.hasSuffix("plugin.lua leads out of the plugin's folder") == true)
    }

    @Test func `a manifest that says something else when it is used is refused`() throws {
        let fixture = try LuaPluginFixture(
            "permissions = { secrets = os.time() > 0 }",
            top: "local t = os.time()"
        )
        let error = try fixture.failure()
        #expect(error?.message.contains("does not say the same of itself whenever it is read") == true)
    }
}
