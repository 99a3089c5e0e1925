import AutomationCore
import LuaRuntime
import Testing

@testable import RunbookChecker

/// The table of Lua's own functions against the libraries that runbooks really have.
struct StandardLibraryTests {
    private static let listing = """
        local lines = {}
        for name, value in pairs(_G) do
          lines[#lines + 1] = name
          if type(value) == "table" and value ~= _G then
            for field in pairs(value) do lines[#lines + 1] = name .. "." .. field end
          end
        end
        table.sort(lines)
        return table.concat(lines, " ")
        """

    /// The engine adds it.
    private static let fromTheEngine: Set<String> = ["print"]

    private func run(_ script: String) async throws -> LuaValue? {
        var configuration = LuaConfiguration()
        configuration.nativePath = LuaConfiguration.standardNativePath
        let state = try LuaState(configuration)
        return try await state.call(try await state.load(script, name: "test.lua")).first
    }

    @Test func `the table names what is there, and nothing else`() async throws {
        guard case .string(let text) = try await run(Self.listing) else {
            Issue.record("the state does not tell its globals")
            return
        }
        var known = StandardLibrary.globalNames
        for library in StandardLibrary.byName.values { known.formUnion(library.names.map { "\(library.name).\($0)" }) }
        let there = Set(text.split(separator: " ").map(String.init))
        #expect(known.subtracting(there).subtracting(Self.fromTheEngine) == [])
        #expect(there.subtracting(known) == [])
    }

    @Test func `a call without the arguments that the table requires is refused by Lua too`() async throws {
        let functions =
            StandardLibrary.base.functions.values.map { ($0.name, $0) }
            + StandardLibrary.byName.values.flatMap { library in
                library.functions.values.map { ("\(library.name).\($0.name)", $0) }
            }
        for (name, function) in functions where !Self.fromTheEngine.contains(name) {
            let required = function.parameters.prefix { !$0.isOptional }.count
            guard required > 0 else { continue }
            guard case .boolean(let succeeded) = try await run("return (pcall(\(name)))") else { continue }
            // pcall itself answers for what it calls, and require is tried with no name.
            #expect(!succeeded, "\(name) needs no argument after all")
        }
    }

    @Test func `advice is given only for what is not there`() {
        for name in MissingNames.advice.keys {
            let parts = name.split(separator: ".").map(String.init)
            if parts.count == 2 {
                #expect(StandardLibrary.byName[parts[0]]?.names.contains(parts[1]) == false, "\(name)")
            } else {
                #expect(!StandardLibrary.globalNames.contains(name), "\(name)")
            }
        }
    }
}
