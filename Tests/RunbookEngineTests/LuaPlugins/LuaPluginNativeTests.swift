import AutomationCore
import Foundation
import RunbookEngine
import TestSupport
import Testing

/// Compiled modules in a plugin, by one of those that Debian has.
@Suite(.enabled(if: CompiledModule.file != nil, "lua-cjson is not installed; scripts/prepare --tests does it"))
struct LuaPluginNativeTests {
    private func fixture(asking permissions: String) throws -> LuaPluginFixture {
        try LuaPluginFixture(
            """
            permissions = { \(permissions) },
            inventory = function()
              local cjson, file = require "cjson"
              return { { id = cjson.decode('["from ' .. (file:match("[^/]+/[^/]+$") or file) .. '"]')[1] } }
            end,
            """
        )
    }

    @Test func `a plugin that was granted machine code loads it, from its own folder first`() throws {
        let fixture = try fixture(asking: "native = true")
        try fixture.use { service in
            let servers = try await service.inventory?.servers()
            #expect(servers == [Server(id: "from 5.4/cjson.so")])
        }
        let file = try #require(CompiledModule.file)
        // The file that Debian has there is a link.
        let code = try Data(contentsOf: URL(fileURLWithPath: file))
        try code.write(to: URL(fileURLWithPath: fixture.path + "/cjson.so"))
        let folder = (fixture.path as NSString).lastPathComponent
        try fixture.use { service in
            let servers = try await service.inventory?.servers()
            #expect(servers == [Server(id: "from \(folder)/cjson.so")])
        }
    }

    @Test func `a plugin that did not ask for machine code is told how to`() throws {
        let fixture = try fixture(asking: "")
        try fixture.use { service in
            let inventory = try #require(service.inventory)
            let error = await #expect(throws: AutomationError.self) { try await inventory.servers() }
            let message = try #require(error?.message)
            #expect(message.contains("the module \"cjson\" is compiled (\(CompiledModule.file ?? ""))"))
            #expect(message.contains("the plugin has to ask for it by permissions = { native = true }"))
        }
    }

    @Test func `a plugin that asks for machine code and is not granted it does not begin`() throws {
        let fixture = try fixture(asking: "native = true")
        let error = try fixture.failure(grants: Grants())
        #expect(error?.message.contains("native code") == true)
    }

    @Test func `the module of a plugin's own script comes before a compiled one of the same name`() throws {
        let fixture = try fixture(asking: "native = true")
        _ = try fixture.folder.write("cjson.lua", "return { decode = function(text) return { text } end }")
        try fixture.use { service in
            let servers = try await service.inventory?.servers()
            #expect(servers == [Server(id: "[\"from cjson.lua\"]")])
        }
    }
}

private enum CompiledModule {
    static let file = RunbookRunner.compiledModule("cjson", beside: "/nowhere")
}
