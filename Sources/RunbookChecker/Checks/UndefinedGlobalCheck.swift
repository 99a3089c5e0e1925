import AutomationCore

/// Names that stand for nothing.
struct UndefinedGlobalCheck: Check {
    private(set) var findings: [Finding] = []

    mutating func global(_ name: Name, in script: Script) {
        let resolution = script.resolution
        let isKnown =
            resolution.hasUnknownGlobals || resolution.assignedGlobals.contains(name.text)
            || StandardLibrary.globalNames.contains(name.text) || name.text == "_ENV"
            || script.declarations.modules[name.text]?.isGlobal == true
        guard !isKnown else { return }
        if let explanation = script.declarations.removedNames[name.text] {
            return findings.append(Finding(.undefinedGlobal, explanation, at: name.offset))
        }
        let visible = resolution.visibleNames[name.offset] ?? []
        let globals = StandardLibrary.globalNames.union(resolution.assignedGlobals)
        let unknown = UnknownName(
            name.text,
            in: .variables,
            known: visible + globals.sorted() + script.declarations.globalModules.sorted()
        )
        let hint = MissingNames.advice[name.text]
        let message = hint == nil ? unknown.explanation : unknown.statement
        findings.append(Finding(.undefinedGlobal, message, hint: hint, at: name.offset))
    }
}
