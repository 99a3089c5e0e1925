/// How every meta file begins.
enum MetaFileHeader {
    /// The first lines.
    ///
    /// - Parameter name: What `require` calls it; nil for what no script requires.
    static func lines(requiredAs name: String?) -> [String] {
        [
            "---@meta \(name ?? "_")", "-- " + ReferenceFile.mark,
            // Declarations have no bodies that could use their parameters or variables, and a parameter may be called
            // like its module.
            "-- luacheck: ignore 212 241 431", "-- luacheck: no max line length",
        ]
    }
}
