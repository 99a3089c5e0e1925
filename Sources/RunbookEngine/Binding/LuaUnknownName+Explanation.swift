import AutomationCore
import LuaRuntime

extension LuaUnknownName {
    /// What to tell the author of a script about a name that stands for nothing; nil where that is no mistake.
    func explanation(in script: ScriptKind) -> String? {
        switch scope {
        case .globals:
            if name == "package" { return "package is there only where compiled modules may be loaded\(fileAdvice)" }
            if let removed = RemovedFromLua.explanation(of: name, in: script) { return removed }
            return "there is no variable '\(name)'" + (suggestion.isEmpty ? moduleAdvice : suggestion)
        case .modules:
            return "there is no module \"\(name)\""
                + (suggestion.isEmpty ? "; there are: \(known.sorted().joined(separator: ", "))" : suggestion)
        case .module(let module):
            return "there is no function '\(name)' in the module \"\(module)\"\(suggestion)"
        case .library(let library):
            // Programs ask a library what it has: only what was taken out on purpose is explained.
            return RemovedFromLua.explanation(of: "\(library).\(name)", in: script)
        case .record(let record):
            return "there is no '\(name)' in the \(record)\(suggestion)"
        case .object(let type):
            return "a \(type) has no field '\(name)'\(suggestion)"
        }
    }

    private var suggestion: String {
        Spelling.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    }

    private var fileAdvice: String { "; other modules are found beside the script, as NAME.lua or NAME/init.lua" }

    private var moduleAdvice: String {
        "; assign to it first, or write local \(name) = require \"\(name)\" if it is a module"
    }
}
