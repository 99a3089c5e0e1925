import AutomationCore
import LuaRuntime

/// A module that a Lua plugin adds.
struct LuaPluginModule: Sendable {
    /// The name for `require`.
    let name: String
    /// What it is for, in one line.
    let summary: String
    /// Its functions.
    let functions: [LuaPluginFunction]

    /// Reads all modules of a plugin.
    static func all(_ table: PluginTable?) throws(PluginMistake) -> [LuaPluginModule] {
        guard let table else { return [] }
        var modules: [LuaPluginModule] = []
        for name in table.names {
            guard PluginManifest.isLegal(name) else {
                throw table.mistake(name, "the name must be lower-case letters, digits, - and _, with a letter first")
            }
            guard let module = try table.table(name, allowing: ["summary", "functions"]) else { continue }
            modules.append(try LuaPluginModule(module, name: name))
        }
        return modules
    }

    private init(_ table: PluginTable, name: String) throws(PluginMistake) {
        self.name = name
        summary = try table.text("summary")
        guard let listed = try table.table("functions", allowing: nil) else {
            throw table.mistake("functions", "is missing: expected a table with named fields")
        }
        var functions: [LuaPluginFunction] = []
        for name in listed.names {
            functions.append(try LuaPluginFunction(listed[name] ?? .none, name: name, at: listed.place(of: name)))
        }
        guard !functions.isEmpty else { throw table.mistake("functions", "there is no function in it") }
        self.functions = functions
    }

    /// The module as runbooks get it.
    ///
    /// - Parameter state: What carries out the calls; nil where the module is only declared.
    func hostModule(plugin: String, state: LuaPluginState?) -> HostModule {
        HostModule(
            name: name,
            summary: summary,
            functions: functions.map { $0.hostFunction(module: name, plugin: plugin, state: state) },
            objectTypes: [Server.objectType, Secret.objectType]
        )
    }
}
