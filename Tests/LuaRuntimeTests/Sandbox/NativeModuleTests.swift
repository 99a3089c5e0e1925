import Foundation
import LuaRuntime
import Testing

/// Compiled modules, by one of those that Debian has.
@Suite(.enabled(if: CompiledModule.isThere, "lua-cjson is not installed; scripts/prepare --tests does it"))
struct NativeModuleTests {
    private func fixture() -> LuaFixture {
        var fixture = LuaFixture.withHost()
        fixture.configuration.nativePath = LuaConfiguration.standardNativePath
        return fixture
    }

    @Test func `a compiled module is found by package.cpath, loaded once, and told where it is`() throws {
        let values = try fixture().run(
            """
            local cjson, file = require "cjson"
            local text = cjson.encode({ 1, "two", true })
            return text, cjson.decode('{"deep":[1,[2.5]]}').deep[2][1], cjson == require "cjson", file
            """
        )
        #expect(described(Array(values.prefix(3))) == #""[1,"two",true]" 2.5 true"#)
        guard case .string(let file) = values.last else { throw LuaFixture.MissingError() }
        #expect(file.hasSuffix("/cjson.so"))
    }

    @Test func `without leave nothing compiled is loaded, by no name`() throws {
        let values = try LuaFixture.withHost().run(
            """
            return pcall(require, "cjson"), rawget(_G, "package"), pcall(function() return package.loadlib end)
            """
        )
        #expect(described(values).hasPrefix("false nil false"))
    }

    @Test func `what a compiled module raises is caught like any other error`() throws {
        let values = try fixture().run(
            """
            local cjson = require "cjson"
            local ok, message = pcall(cjson.decode, "{")
            local deep = {} deep[1] = deep
            return ok, message, pcall(cjson.encode, deep)
            """
        )
        #expect(described(values).hasPrefix(#"false "Expected object key string"#))
        #expect(described(values).contains(#"false "Cannot serialise, excessive nesting"#))
    }

    @Test func `a value that only a compiled module can make stays in Lua`() throws {
        let values = try fixture().run(
            """
            local cjson, host = require "cjson", require "host"
            local ok, problem = pcall(host.echo, cjson.null)
            return type(cjson.null), ok, problem.message, pcall(host.echo, { inner = cjson.null })
            """
        )
        #expect(
            described(values).hasPrefix(#""userdata" false "host.echo: a userdata cannot be passed to the host" false"#)
        )
    }

    @Test func `require stays the host's, and of package there is what compiled modules need`() throws {
        let values = try fixture().run(
            """
            local names = {}
            for name in pairs(package) do names[#names + 1] = name end
            table.sort(names)
            package.cpath = "/nowhere/?.so"
            return table.concat(names, " "), require "host" ~= nil, pcall(require, "cjson"), getmetatable(package)
            """
        )
        #expect(described(values) == #""config cpath loadlib" true false false"#)
    }

    @Test func `a file that is no module says so`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("no machine code".utf8).write(to: folder.appendingPathComponent("broken.so"))
        var fixture = LuaFixture()
        fixture.configuration.nativePath = folder.path + "/?.so"
        let error = try fixture.failure("require 'broken'")
        #expect(error.message.hasPrefix("error loading module 'broken' from file '\(folder.path)/broken.so':"))
    }
}

private enum CompiledModule {
    static var isThere: Bool {
        LuaConfiguration.standardNativePath.split(separator: ";").contains {
            FileManager.default.fileExists(atPath: $0.replacingOccurrences(of: "?", with: "cjson"))
        }
    }
}
