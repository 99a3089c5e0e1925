public import AutomationCore

/// What the operator gave a run to work with.
public struct RunInputs: Sendable {
    /// The servers from `--server`.
    public var servers: [Server]
    /// The values from `--var`, as text.
    public var variables: [String: String]
    /// Values that the run itself offers where the operator gave none, such as the simulator's key file.
    public var defaults: [String: String]

    /// Puts the inputs of a run together.
    public init(servers: [Server] = [], variables: [String: String] = [:], defaults: [String: String] = [:]) {
        self.servers = servers
        self.variables = variables
        self.defaults = defaults
    }
}
