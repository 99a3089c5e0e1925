import AutomationCore

/// The names of modules: each stands for one, or a plugin could put functions of its own into another's.
enum ModuleNames {
    /// Makes sure that no plugin adds a module that another one has.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` that names the later plugin.
    static func check(_ plugins: [any Plugin]) throws(AutomationError) {
        var owners: [String: String] = [:]
        for plugin in plugins {
            let name = plugin.manifest.name
            for module in plugin.modules {
                guard let owner = owners.updateValue(name, forKey: module.name) else { continue }
                throw AutomationError(
                    .plugin,
                    "plugin \"\(name)\": it adds the module \"\(module.name)\", which plugin \"\(owner)\" has already"
                )
            }
        }
    }
}
