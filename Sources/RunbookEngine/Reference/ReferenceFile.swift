import AutomationCore

/// A file that editors and linters read, made from the declarations.
public struct ReferenceFile: Sendable, Equatable {
    /// The path from the project's folder.
    public var path: String
    /// What is in it.
    public var text: String

    /// What every such file says of itself: one without it was written, or changed, by somebody else.
    public static let mark = "Written by latchkey types; remove this line to keep changes of your own."
    /// Where the meta files are, from the project's folder.
    public static let typesFolder = ".latchkey/types"

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
    }

    /// Whether a file with this text is one of ours.
    public static func isOurs(_ text: String) -> Bool { text.contains(mark) }
}

extension ScriptReference {
    /// All files for editors and linters.
    public var files: [ReferenceFile] {
        [
            ReferenceFile(".luarc.json", LanguageServerSettings.text),
            ReferenceFile(".luacheckrc", LuacheckSettings(self).text),
            ReferenceFile("\(ReferenceFile.typesFolder)/latchkey.lua", SharedMetaFile(self).text),
        ] + modules.map { ReferenceFile("\(ReferenceFile.typesFolder)/\($0.name).lua", ModuleMetaFile($0).text) }
    }
}
