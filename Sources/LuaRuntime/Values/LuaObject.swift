/// A Swift value on loan to Lua: opaque but for its fields and its type's methods.
///
/// Lua keeps it alive until its collector finds that nothing refers to it any more.
public final class LuaObject: Sendable {
    /// Which ``LuaObjectType`` it has.
    public let typeName: String
    /// What `tostring` gives.
    public let text: String
    /// The fields that a script may read.
    public let fields: [String: LuaValue]
    /// What tells whether two objects of the type are the same thing, for `==`; nil where every object is its own.
    public let identity: String?
    /// The value itself.
    public let payload: any Sendable

    /// Wraps a value for Lua.
    public init(
        typeName: String,
        text: String,
        fields: [String: LuaValue] = [:],
        identity: String? = nil,
        payload: any Sendable
    ) {
        self.typeName = typeName
        self.text = text
        self.fields = fields
        self.identity = identity
        self.payload = payload
    }

    /// Whether both stand for the same thing.
    func isSame(as other: LuaObject) -> Bool {
        self === other || (typeName == other.typeName && identity != nil && identity == other.identity)
    }
}
