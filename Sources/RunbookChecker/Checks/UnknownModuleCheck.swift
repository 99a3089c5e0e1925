import AutomationCore

/// `require` of modules that there are not.
struct UnknownModuleCheck: Check {
    private(set) var findings: [Finding] = []

    mutating func call(_ call: CallSite, in script: Script) {
        guard case .libraryFunction(_, name: "require") = call.callee, !call.isProtected,
            let argument = call.arguments.first, case .known(.string(let name)) = argument.value,
            script.declarations.modules[name] == nil, !script.ownModules.contains(name),
            StandardLibrary.byName[name] == nil
        else { return }
        let known = Array(script.declarations.modules.keys)
        let unknown = UnknownName(name, in: .modules, known: known)
        let file = name.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "/")
        let hint = "a module of your own stands beside the script: \(file).lua or \(file)/init.lua"
        findings.append(Finding(.unknownModule, unknown.explanation, hint: hint, at: argument.expression.start))
    }
}
