/// Why a script could not be loaded, or did not come to its end.
public struct LuaError: Error, Sendable, CustomStringConvertible {
    /// What sort of failure it is.
    public enum Kind: String, Sendable {
        /// The text is no Lua.
        case syntax
        /// The script, or a function it called, raised an error.
        case runtime
        /// The script computed for longer than it may, and was ended.
        case limit
        /// The state could not be set up, or has no memory left.
        case state
    }

    /// What sort of failure it is.
    public var kind: Kind
    /// One line; for a runtime error what `tostring` would give.
    public var message: String
    /// The calls that led to the error, innermost first, taken where it was raised; nil when there are none.
    public var traceback: String?
    /// The error value as the script raised it.
    public var value: LuaValue

    /// The error value itself, held: raised in the same state it is the very table or object that the script raised.
    public var reference: LuaFunction?

    init(_ kind: Kind, _ message: String, traceback: String? = nil, value: LuaValue = .none) {
        self.kind = kind
        self.message = message
        self.traceback = traceback
        self.value = value
    }

    public var description: String { message }
}
