import AutomationCore
import CloudSimulator
import Foundation
import PluginHost
import RunbookEngine
import TestSupport
import Testing

@Suite struct LuaPluginIsolationTests {
    @Test func `a misspelt name is an error where it is used`() throws {
        let fixture = try LuaPluginFixture("inventory = function() return srevers end", top: "servers = {}")
        let error = try fixture.failure { _ = try await #require($0.inventory).servers() }
        #expect(error?.message.contains("plugin.lua:2: there is no variable 'srevers'") == true)
    }

    @Test func `Lua's own libraries cannot be changed`() throws {
        let error = try LuaPluginFixture("provision = function() string.rep = nil end").failure()
        #expect(error?.message.contains("string") == true)
    }

    @Test func `private modules are found in the folder, and nowhere else`() throws {
        let outside = try TemporaryFolder()
        let file = try outside.write("outside.lua", "return { 1 }")
        let fixture = try LuaPluginFixture(
            """
            inventory = function()
              for _, name in ipairs { "linked", "..outside", "/etc/passwd", "linkedfolder.outside", "absent" } do
                local ok, err = pcall(require, name)
                print(name, ok, tostring(err))
              end
              return { { id = names.first }, { id = require("lib.more").second } }
            end
            """,
            top: "names = require \"names\"",
            files: ["names.lua": "return { first = \"a\" }", "lib/more/init.lua": "return { second = \"b\" }"]
        )
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: fixture.path + "/linked.lua", withDestinationPath: file)
        try manager.createSymbolicLink(atPath: fixture.path + "/linkedfolder", withDestinationPath: outside.path)
        let servers = try fixture.use { try await #require($0.inventory).servers() }
        #expect(servers == [Server(id: "a"), Server(id: "b")])
        let lines = fixture.events.logLines
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.contains("\tfalse\t") })
        #expect(lines[0].contains("leads out of the folder"))
        #expect(lines[3].contains("leads out of the folder"))
        #expect(lines[4].contains("there is no module \"absent\""))
    }

    @Test func `an error in a private module is told with its file`() throws {
        let fixture = try LuaPluginFixture(
            "inventory = function() return require(\"lib.data\").load() end",
            files: ["lib/data.lua": "return { load = function()\n  error(\"no data\")\nend }"]
        )
        let error = try fixture.failure { _ = try await #require($0.inventory).servers() }
        #expect(error?.message == "plugin \"team\": lib/data.lua:2: no data")
    }

    @Test func `two plugins and the runbook have nothing in common`() throws {
        func plugin(_ name: String) throws -> LuaPluginFixture {
            try LuaPluginFixture(
                """
                modules = { \(name) = { summary = "x", functions = {
                  get = { summary = "x", returns = { type = "string", help = "x" }, run = function() return shared end },
                  set = { summary = "x", parameters = { { name = "v", type = "string", help = "x" } },
                          run = function(v) shared = v end } } } }
                """,
                name: name,
                top: "shared = \"\(name)\""
            )
        }
        let (first, second) = (try plugin("first"), try plugin("second"))
        try first.simulation.run {
            let launches = [PluginLaunch(try await first.load()), PluginLaunch(try await second.load())]
            let report = try await ActivePlugins.with(launches, run: first.context) { active in
                await RunbookRunner(
                    plugins: active.plugins,
                    context: first.context,
                    inputs: RunInputs()
                ).run(
                    Runbook(
                        name: "test.lua",
                        source: """
                            local first, second = require "first", require "second"
                            shared = "runbook"
                            first.set("changed")
                            print(shared, first.get(), second.get())
                            """
                    )
                )
            }
            #expect(report.error == nil)
        }
        #expect(first.events.logLines == ["runbook\tchanged\tsecond"])
    }

    @Test func `files are reached with the plugin's own grants alone`() throws {
        let data = try TemporaryFolder()
        let file = try data.write("list.txt", "a")
        let real = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
        let fields = """
            provision = function() start = fs.exists("\(real)") end,
            inventory = function() return { { id = fs.read("\(real)") } } end,
            """
        let top = "local fs = require \"fs\" start = nil"
        let denied = try #require(try LuaPluginFixture(fields, top: top).failure())
        #expect(denied.kind == .permission)
        #expect(denied.message.hasPrefix("plugin \"team\": fs.exists: reading \(real) is not allowed"))
        #expect(
            denied.hint
                == "the operator grants it in latchkey.yaml, under plugins: team: grant: by paths: [\"\(real)\"], or for "
                + "one run by --plugin FOLDER --allow-path \(real):ro; what the plugin always needs it should ask for in "
                + "its permissions"
        )
        let asking = "permissions = { paths = { \"\(real)\" } }, " + fields
        let granted = try LuaPluginFixture(asking, top: top)
        #expect(try granted.use { try await #require($0.inventory).servers() } == [Server(id: "a")])
        let missing = try LuaPluginFixture(asking, top: top).failure(grants: Grants())
        #expect(missing?.kind == .permission)
        #expect(missing?.message.contains("asks for what it has not been granted: path \(real) (reading)") == true)
    }

    @Test func `what a plugin was not granted it is denied in its calls too`() throws {
        let fixture = try LuaPluginFixture(
            "inventory = function() return { { id = fs.read(\"/etc/hostname\") } } end",
            top: "local fs = require \"fs\""
        )
        let error = try fixture.failure { _ = try await #require($0.inventory).servers() }
        #expect(error?.kind == .permission)
        #expect(error?.message.hasPrefix("plugin \"team\": fs.read: reading /etc/hostname is not allowed") == true)
    }
}
