/// What every name in a script stands for.
struct Resolution {
    /// The local variables by the places where they are declared.
    var declarations: [Int: Variable] = [:]
    /// The local variables by the places where they are used. A name that is used and not here is global.
    var uses: [Int: Variable] = [:]
    /// The global names that the script assigns to somewhere.
    var assignedGlobals: Set<String> = []
    /// Whether it may make globals in ways that cannot be followed.
    var hasUnknownGlobals = false
    /// Whether it puts another table in the place of all globals.
    var replacesEnvironment = false
    /// The places of names that are looked up in an environment of the script's own.
    var privateNames: Set<Int> = []
    /// The fields that it assigns to in tables of global names: `string.trim`.
    var libraryFields: Set<String> = []
    /// The modules that it requires by their names.
    var requiredModules: Set<String> = []
    /// The local names that can be seen from where a global is used, for suggestions.
    var visibleNames: [Int: [String]] = [:]
    /// What the compiler of Lua refuses though the grammar permits it.
    var problems: [SyntaxError] = []
}
