/// A table of Swift functions that scripts get by `require`.
public struct LuaModule: Sendable {
    /// The name for `require`.
    public var name: String
    /// What is in it.
    public var functions: [LuaHostFunction]
    /// Its fields that are values and no functions, by name.
    public var constants: [String: LuaValue]
    /// Whether it is a global variable too.
    public var isGlobal: Bool

    /// Declares a module.
    public init(name: String, functions: [LuaHostFunction], constants: [String: LuaValue] = [:], isGlobal: Bool = false)
    {
        self.name = name
        self.functions = functions
        self.constants = constants
        self.isGlobal = isGlobal
    }
}
