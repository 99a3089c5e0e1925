/// What is wrong in a `plugin.lua`, and where.
struct PluginMistake: Error {
    /// The fields that lead to it: `options.url.type`; empty for the whole.
    var place: String
    /// What was expected, and what is there.
    var problem: String

    /// One line.
    var text: String { LuaPluginFolder.mainFile + ": " + (place.isEmpty ? "" : place + ": ") + problem }
}
