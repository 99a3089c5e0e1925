/// The size of a simulated server.
public struct SimulatedFlavor: Sendable, Equatable {
    /// The flavor's id, which is its name as well.
    public var id: String
    /// How many virtual processors it has.
    public var processors: Int
    /// How much memory it has, in MiB.
    public var memory: Int

    /// Describes a flavor.
    public init(id: String, processors: Int, memory: Int) {
        self.id = id
        self.processors = processors
        self.memory = memory
    }

    /// The flavor of servers that nobody chose one for.
    public static let standard = SimulatedFlavor(id: "s6.large.2", processors: 2, memory: 4096)
}
