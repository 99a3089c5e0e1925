/// What a Lua plugin may use before a call of it is ended.
public struct LuaPluginLimits: Sendable, Equatable {
    /// The most memory that it may hold, in bytes.
    public var memory: Int
    /// How long one stretch of computing without a wait may be.
    public var computing: Duration
    /// The same in a simulated world, where nothing is decided by measured time.
    public var instructions: Int
    /// How long it may take to answer what it is asked for, all its waits included. A function of a module may wait as
    /// long as whoever calls it does.
    public var answer: Duration
    /// How long its clean-up may take.
    public var cleanUp: Duration

    /// The limits that are not said are those for everyday work.
    public init(
        memory: Int = 256 << 20,
        computing: Duration = .seconds(10),
        instructions: Int = 300_000_000,
        answer: Duration = .seconds(300),
        cleanUp: Duration = .seconds(10)
    ) {
        self.memory = memory
        self.computing = computing
        self.instructions = instructions
        self.answer = answer
        self.cleanUp = cleanUp
    }
}
