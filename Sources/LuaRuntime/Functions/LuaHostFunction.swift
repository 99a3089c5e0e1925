/// A Swift function that scripts can call.
public struct LuaHostFunction: Sendable {
    /// What runs when a script calls the function.
    public enum Body: Sendable {
        /// Answers at once, while the script stands still.
        case immediate(@Sendable (borrowing LuaArguments) throws -> LuaValue)
        /// Suspends the calling coroutine, and only it, until it has returned. Runs outside the state's actor.
        case suspending(@concurrent @Sendable ([LuaValue]) async throws -> LuaValue)
    }

    /// The name inside its module or type.
    public var name: String
    /// What runs.
    public var body: Body

    /// Declares a function.
    public init(_ name: String, _ body: Body) {
        self.name = name
        self.body = body
    }
}
