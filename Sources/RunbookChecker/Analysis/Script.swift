/// A script that is being checked, and what is known before its steps are looked at.
struct Script {
    let source: SourceText
    let resolution: Resolution
    let declarations: Declarations
    /// The script's own modules, beside it.
    let ownModules: Set<String>

    /// Whether a global name is the host's or Lua's own, and stays so.
    func isUntouchedGlobal(_ name: String) -> Bool {
        !resolution.assignedGlobals.contains(name) && !resolution.replacesEnvironment
    }
}
