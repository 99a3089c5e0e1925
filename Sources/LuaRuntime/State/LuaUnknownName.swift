/// A name that a script used and that stands for nothing.
public struct LuaUnknownName: Sendable, Equatable {
    /// Where the name was looked for.
    public enum Scope: Sendable, Equatable {
        case globals
        case modules
        /// In the module with this name.
        case module(String)
        /// In the library of Lua's own with this name.
        case library(String)
        /// In the strict record with this name.
        case record(String)
        /// On an object of the type with this name.
        case object(String)
    }

    /// Where the name was looked for.
    public var scope: Scope
    /// The name.
    public var name: String
    /// The names that would have stood for something, as far as the host has given them.
    public var known: [String]
}
