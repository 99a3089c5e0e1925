/// `.luarc.json`: tells lua-language-server which Lua this is and where the meta files are.
enum LanguageServerSettings {
    /// The file's text.
    static var text: String {
        let builtin = RemovedFromLua.libraries.map { "\"\($0)\": \"disable\"" }.joined(separator: ", ")
        return """
            {
              "$comment": "\(ReferenceFile.mark)",
              "runtime.version": "Lua 5.4",
              "runtime.builtin": { \(builtin) },
              "workspace.library": ["\(ReferenceFile.typesFolder)"],
              "workspace.checkThirdParty": false
            }

            """
    }
}
