import AutomationCore

/// What lua-language-server reads about one module.
struct ModuleMetaFile {
    private let module: HostModule

    init(_ module: HostModule) {
        self.module = module
    }

    /// The meta file: it declares, and does nothing.
    var text: String {
        let className = LuaTypeText.prefix + "modules." + module.name
        var lines = MetaFileHeader.lines(requiredAs: module.isGlobal ? nil : module.name)
        if module.isGlobal { lines.append("-- luacheck: globals \(module.name)") }
        lines += ["", "---" + module.summary, "---@class \(className)"]
        lines += module.constants.map { constant in
            "---@field \(constant.name) \(LuaTypeText.given(constant.type)) \(constant.summary)"
        }
        lines += [(module.isGlobal ? "" : "local ") + "\(module.name) = {}", ""]
        for function in module.functions {
            lines += FunctionMeta(function: function, owner: module.name, className: className).lines
        }
        if !module.isGlobal { lines += ["return \(module.name)", ""] }
        return lines.joined(separator: "\n")
    }
}
