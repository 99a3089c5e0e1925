import AutomationCore

/// What lua-language-server reads about everything that belongs to no single module: objects, errors, durations.
struct SharedMetaFile {
    private let reference: ScriptReference

    init(_ reference: ScriptReference) {
        self.reference = reference
    }

    /// The meta file: it declares, and does nothing.
    var text: String {
        var lines = MetaFileHeader.lines(requiredAs: nil)
        lines += ["", "---A duration: \"90s\", \"10m\", \"1h30m\", or a number of seconds."]
        lines += ["---@alias \(LuaTypeText.duration) string|number", ""]
        lines += [
            "---What sort of thing went wrong. Plugins may add their own.", "---@alias \(LuaTypeText.error)_kind",
        ]
        lines += reference.errorKinds.map { "---| \"\($0.rawValue)\"" } + ["---| string", ""]
        lines += ["---" + TableDescription.error.summary, "---@class \(LuaTypeText.error)"]
        lines += TableDescription.error.fields.map { field in
            switch field.name {
            case "kind": Self.field(field, as: LuaTypeText.error + "_kind")
            case "cause": Self.field(field, as: LuaTypeText.error + "?")
            default: Self.field(field, as: LuaTypeText.given(field.type))
            }
        }
        lines += ["", "---" + TableDescription.input.summary, "---@class \(LuaTypeText.prefix)input"]
        lines += TableDescription.input.fields.map { field in
            "---@field \(field.name)? \(LuaTypeText.taken(field.required.type)) \(field.summary)"
        }
        lines.append("")
        for type in reference.objectTypes { lines += Self.lines(type) }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ type: ObjectType) -> [String] {
        let className = LuaTypeText.objectClass(type.name)
        let variable = type.name.replacing(" ", with: "_")
        var lines = ["---" + type.summary, "---@class \(className)"]
        lines += type.fields.map { field($0, as: LuaTypeText.given($0.type)) }
        guard !type.methods.isEmpty else { return lines + [""] }
        lines += ["local \(variable) = {}", ""]
        for method in type.methods {
            lines += FunctionMeta(function: method, owner: variable, className: className, separator: ":").lines
        }
        return lines
    }

    private static func field(_ field: Parameter, as type: String) -> String {
        "---@field \(field.name) \(type) \(field.summary)"
    }
}
