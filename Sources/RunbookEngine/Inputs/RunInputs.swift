public import AutomationCore

/// What the operator gave a run to work with.
public struct RunInputs: Sendable {
    /// The servers from `--server`.
    public var servers: [Server]
    /// The values from `--var`, as text.
    public var variables: [String: String]
    /// The files from `--vars`; a later one goes before an earlier one.
    public var files: [InputFile] = []
    /// The environment, of which `LATCHKEY_VAR_...` counts.
    public var environment: [String: String] = [:]
    /// The secrets from `--secret`.
    public var secrets: [String: Secret] = [:]
    /// Values that the run itself offers where the operator gave none, such as the simulator's key file.
    public var defaults: [String: String]
    /// Finds servers by id or name; nil where ids are all there is.
    public var findServers: (@Sendable ([String]) async throws -> [Server])?
    /// Asks whoever started the run for a secret; nil where nobody can be asked.
    public var askSecret: (@Sendable (_ question: String) async throws -> Secret?)?

    /// Puts the inputs of a run together.
    public init(servers: [Server] = [], variables: [String: String] = [:], defaults: [String: String] = [:]) {
        self.servers = servers
        self.variables = variables
        self.defaults = defaults
    }
}
