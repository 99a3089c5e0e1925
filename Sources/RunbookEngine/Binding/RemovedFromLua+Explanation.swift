extension RemovedFromLua {
    private static let modules = "a module is found beside the script, as NAME.lua or NAME/init.lua"

    /// What to use instead, by library or function.
    private static let alternatives = [
        "io": "read and write files with require \"fs\", and print with print or require \"log\"",
        "dofile": "put the file beside the runbook and require it",
        "loadfile": "put the file beside the runbook and require it",
        "os.getenv": "declare an input with runbook.inputs; it can be given in the environment",
        "os.execute": "start a program with require \"process\"",
        "os.exit": "return from the runbook, or raise an error",
        "package.loaded": modules, "package.path": modules, "package.preload": modules, "package.searchers": modules,
        "package.searchpath": modules,
        "os.remove": "use require \"fs\"", "os.rename": "use require \"fs\"", "os.tmpname": "use require \"fs\"",
    ]

    /// The same, where it is another in a plugin.
    private static let pluginAlternatives = [
        "dofile": "put the file into the plugin's folder and require it",
        "loadfile": "put the file into the plugin's folder and require it",
        "os.getenv": "declare an option, which is set in latchkey.yaml",
        "os.exit": "raise an error",
    ]

    /// Why a name of Lua's own stands for nothing; nil when it is none that was taken out.
    static func explanation(of name: String, in script: ScriptKind = .runbook) -> String? {
        guard libraries.contains(name) || functions.contains(name) else { return nil }
        let alternative = (script == .plugin ? pluginAlternatives[name] : nil) ?? alternatives[name]
        return "\(name) is not available in a \(script.rawValue)" + (alternative.map { "; " + $0 } ?? "")
    }
}
