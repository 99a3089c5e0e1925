/// A server in the cloud: what a runbook passes to every operation.
public struct Server: Sendable, Hashable {
    /// The cloud's id of the server, a UUID.
    public var id: String
    /// The server's name, when it is known.
    public var name: String?

    /// Makes a reference to the server with this id.
    public init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }

    /// What people call it: the name, or the id when the name is not known.
    public var label: String { name ?? id }
}
