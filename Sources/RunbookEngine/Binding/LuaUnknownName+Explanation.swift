import AutomationCore
import LuaRuntime

extension LuaUnknownName {
    /// What to tell the author of a script about a name that stands for nothing.
    var explanation: String {
        let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
        switch scope {
        case .globals:
            return "there is no variable '\(name)'" + (suggestion.isEmpty ? moduleAdvice : suggestion)
        case .modules:
            return "there is no module \"\(name)\""
                + (suggestion.isEmpty ? "; there are: \(known.sorted().joined(separator: ", "))" : suggestion)
        case .module(let module):
            return "there is no function '\(name)' in the module \"\(module)\"\(suggestion)"
        case .object(let type):
            return "a \(type) has no field '\(name)'\(suggestion)"
        }
    }

    private var moduleAdvice: String {
        "; assign to it first, or write local \(name) = require \"\(name)\" if it is a module"
    }
}
