import AutomationCore

/// `.luacheckrc`: tells luacheck which globals a runbook sees.
struct LuacheckSettings {
    private let reference: ScriptReference

    init(_ reference: ScriptReference) {
        self.reference = reference
    }

    /// The file's text.
    var text: String {
        var lines = ["-- " + ReferenceFile.mark, "std = \"lua54\"", "", "-- What runbooks have beside the language."]
        lines.append("read_globals = {")
        for module in reference.modules where module.isGlobal {
            let names = (module.functions.map(\.name) + module.constants.map(\.name)).map { "\"\($0)\"" }
            lines.append("  \(module.name) = { fields = { \(names.joined(separator: ", ")) } },")
        }
        lines += ["}", "", "-- What the sandbox keeps from them.", "not_globals = {"]
        lines += (RemovedFromLua.libraries + RemovedFromLua.functions).map { "  \"\($0)\"," }
        lines += ["}", ""]
        return lines.joined(separator: "\n")
    }
}
