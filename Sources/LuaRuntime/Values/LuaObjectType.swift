/// A kind of ``LuaObject``: what scripts may read of it and call on it.
public struct LuaObjectType: Sendable {
    /// The name that messages use.
    public var name: String
    /// Every field that an object of this kind may have. Reading another one raises; reading one that an object does
    /// not have gives nil.
    public var fieldNames: [String]
    /// The functions to be called with a colon.
    public var methods: [LuaHostFunction]

    /// Declares a kind of object.
    public init(name: String, fieldNames: [String], methods: [LuaHostFunction]) {
        self.name = name
        self.fieldNames = fieldNames
        self.methods = methods
    }
}
