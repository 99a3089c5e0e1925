/// What every host function may use of the run it is called in.
public struct RunContext: Sendable {
    /// Time, randomness, network, executor and files.
    public var world: World
    /// Who hears what happens.
    public var events: any EventSink
    /// Whether the operator allows `secret:reveal()` in this run.
    public var allowsReveal: Bool
    /// What the operator lets the run reach beside the cloud and the vault.
    public var grants: Grants

    /// Describes a run.
    public init(world: World, events: any EventSink, allowsReveal: Bool = false, grants: Grants = Grants()) {
        self.world = world
        self.events = events
        self.allowsReveal = allowsReveal
        self.grants = grants
    }

    /// The server that the current task works on, inside `fleet.each`.
    @TaskLocal public static var currentServer: Server?
}
