import AutomationCore
import RunbookEngine
import TestSupport
import Testing

/// Everything that is declared appears everywhere that declarations feed.
@Suite struct DeclarationCoverageTests {
    struct Declared: Sendable, CustomTestStringConvertible {
        var module: HostModule
        var function: HostFunction
        var testDescription: String { "\(module.name).\(function.name)" }
    }

    static func functions() throws -> [Declared] {
        try DeclaredExample.builtIn().flatMap { module in
            module.functions.map { Declared(module: module, function: $0) }
        }
    }

    private let reference: ScriptReference

    init() throws { reference = ScriptReference(try DeclaredExample.builtIn()) }

    @Test(arguments: try functions())
    func `a function is in the documentation, in the meta file and in what luacheck knows`(declared: Declared) throws {
        let (module, function) = (declared.module, declared.function)
        let name = "\(module.name).\(function.name)"
        let files = reference.files
        #expect(try reference.page(about: nil).contains { $0.contains("\(name)(") })
        let page = try reference.page(about: name)
        let meta = try #require(files.first { $0.path == ".latchkey/types/\(module.name).lua" }).text
        #expect(meta.contains("\nfunction \(name)("))
        for parameter in function.parameters {
            #expect(page.contains { $0.hasPrefix("  \(parameter.name): ") })
            #expect(meta.contains("---@param \(parameter.name)"))
        }
        for option in function.options {
            #expect(page.contains { $0.hasPrefix("  \(option.name): ") })
            #expect(meta.contains("---@field \(option.name)? "))
        }
        // What a module in a local variable has, luacheck cannot know.
        guard module.isGlobal else { return }
        let settings = try #require(files.first { $0.path == ".luacheckrc" }).text
        #expect(settings.contains("\"\(function.name)\""))
    }

    @Test func `every kind of object is in the documentation and in the shared meta file`() throws {
        let shared = try #require(reference.files.first { $0.path == ".latchkey/types/latchkey.lua" }).text
        for type in reference.objectTypes {
            #expect(shared.contains("---@class latchkey.\(type.name.replacing(" ", with: "_"))\n"))
            let page = try reference.page(about: type.name)
            for field in type.fields {
                #expect(shared.contains("---@field \(field.name) "))
                #expect(page.contains { $0.hasPrefix("  \(field.name): ") })
            }
            for method in type.methods { #expect(shared.contains(":\(method.name)(")) }
        }
    }

    @Test func `the documented error table is the one that scripts get`() throws {
        let page = try reference.page(about: "error")
        let documented = page.filter { $0.hasPrefix("  ") && $0.contains(": ") }.compactMap { line in
            line.trimmingPrefix("  ").split(separator: ":").first.map(String.init)
        }
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(
            """
            local _, err = pcall(server.get, "4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b52")
            for name in pairs(err) do print(name) end
            """
        )
        #expect(!lines.isEmpty)
        #expect(Set(lines).isSubset(of: documented), "\(lines)")
    }
}
