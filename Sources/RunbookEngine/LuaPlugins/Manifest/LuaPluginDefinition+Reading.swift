import AutomationCore
import LuaRuntime

extension LuaPluginDefinition {
    private static let fields = [
        "name", "version", "contract", "summary", "options", "permissions", "provision", "validate", "cleanup",
        "modules", "inventory", "secret_store", "credentials", "policy", "event", "before", "after",
    ]

    /// Reads the table.
    init(_ values: [LuaValue]) throws(PluginMistake) {
        guard values.count == 1, let value = values.first, case .record = value else {
            let got = values.count > 1 ? "\(values.count) values" : (values.first ?? .none).noun
            throw PluginMistake(place: "", problem: "must return one table, the plugin's; got \(got)")
        }
        try Self.checkContract(value)
        let table = try PluginTable(value, at: "", allowing: Self.fields)
        let options = try Self.options(table)
        manifest = PluginManifest(
            name: try table.text("name"),
            version: try table.text("version"),
            summary: try table.text("summary"),
            options: options.map(\.parameter),
            permissions: try Self.permissions(table)
        )
        standIns = options.reduce(into: [:]) { $0[$1.parameter.name] = $1.standIn }
        modules = try LuaPluginModule.all(table.table("modules", allowing: nil))
        functions = try Self.functions(table)
        try checkSecrets()
        if let problem = manifest.problems.first { throw PluginMistake(place: "", problem: problem) }
    }

    /// Who is given secrets must ask for them, though a script that does not reveal them never sees one.
    private func checkSecrets() throws(PluginMistake) {
        guard !manifest.permissions.allowsSecrets else { return }
        let given = [("policy", "each new password"), ("secret_store", "all passwords")]
        for (slot, what) in given where functions.keys.contains(where: { $0.slot?.rawValue == slot }) {
            throw PluginMistake(
                place: slot,
                problem: "it is given \(what): the plugin needs permissions = { secrets = true }"
            )
        }
    }

    /// First of all: what another version of the contract has cannot be judged by this one.
    private static func checkContract(_ value: LuaValue) throws(PluginMistake) {
        let current = PluginManifest.currentContractVersion
        switch value["contract"] {
        case .integer(let version) where version == Int64(current): return
        case .integer(let version):
            throw PluginMistake(
                place: "contract",
                problem: "it was made for version \(version) of the plugin contract; this release has \(current)"
            )
        case nil: throw PluginMistake(place: "contract", problem: "is missing: expected contract = \(current)")
        case .some(let value): throw PluginTable.mismatch(value, expected: "a whole number", at: "contract")
        }
    }

    private static func options(_ table: PluginTable) throws(PluginMistake) -> [LuaPluginParameter] {
        guard let options = try table.table("options", allowing: nil) else { return [] }
        var all: [LuaPluginParameter] = []
        for name in options.names {
            all.append(
                try LuaPluginParameter(option: name, options[name] ?? .none, at: options.place(of: name))
            )
        }
        return all
    }

    private static func permissions(_ table: PluginTable) throws(PluginMistake) -> Grants {
        let names = ["hosts", "paths", "programs", "secrets", "native"]
        guard let asked = try table.table("permissions", allowing: names) else { return Grants() }
        var paths: [Grants.Path] = []
        for (place, value) in try asked.list("paths") { paths.append(try path(value, at: place)) }
        return Grants(
            paths: paths,
            hosts: try asked.texts("hosts"),
            programs: try asked.texts("programs"),
            allowsNativeCode: try asked.flag("native"),
            allowsSecrets: try asked.flag("secrets")
        )
    }

    /// A path, or a table with the path and whether it is to be written.
    private static func path(_ value: LuaValue, at place: String) throws(PluginMistake) -> Grants.Path {
        let path: String
        var isWritable = false
        if case .string(let text) = value {
            path = text
        } else {
            guard case .record = value else {
                throw PluginTable.mismatch(value, expected: "a path, or a table with path and write", at: place)
            }
            let table = try PluginTable(value, at: place, allowing: ["path", "write"])
            path = try table.text("path")
            isWritable = try table.flag("write")
        }
        // A relative one begins where the project is. What is asked for is compared as text, so it has one form only.
        let parts = path.dropFirst(path.hasPrefix("/") ? 1 : 0).split(separator: "/", omittingEmptySubsequences: false)
        guard path == "/" || parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw PluginMistake(place: place, problem: "expected a path without . and .., got \"\(path)\"")
        }
        return Grants.Path(path, isWritable: isWritable)
    }

    private static func functions(_ table: PluginTable) throws(PluginMistake) -> [Part: LuaFunction] {
        var functions: [Part: LuaFunction] = [:]
        for part in Part.allCases where part != .readSecret && part != .writeSecret {
            functions[part] = try table.optionalFunction(part.rawValue)
        }
        if let store = try table.table("secret_store", allowing: ["read", "write"]) {
            functions[.readSecret] = try store.function("read")
            functions[.writeSecret] = try store.function("write")
        }
        return functions
    }
}
